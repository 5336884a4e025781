-- The mutations that few commits have. A commit without them is sent a script without this, because
-- a script costs by its length too.

local function trim(log, goes)
  if log.present then
    local _, complete = trimWhile(log, FIRST_CHUNK, mostTrimmed, goes)
    trimComplete = trimComplete and complete
  end
end

local function trimToLatest(log, keep)
  local excess = log.present and log.stored + #log.added - log.first + 1 - keep or 0
  if excess > 0 then
    local most = math.min(excess, mostTrimmed)
    local count = trimWhile(log, most, most, function() return true end)
    trimComplete = trimComplete and count == excess
  end
end

local allOpened = false

-- Opens the logs and maps that the commit does not name, which the cell's fields tell of. Once: what
-- is stored stays there until the commit writes, so they would be found, and dropped, again.
local function openAll()
  if allOpened then
    return
  end
  allOpened = true
  local named = {}
  for i = 1, logCount do
    named['l' .. logAt(i).name] = true
  end
  for i = 1, mapCount do
    named['m' .. mapAt(i).name] = true
  end
  for _, field in ipairs(redis.call('HKEYS', root)) do
    local kind, name = string.sub(field, 1, 1), string.sub(field, 2)
    if not named[field] and kind == 'l' then
      logs[#logs + 1] = openLog(name, root .. ':l:' .. name, redis.call('HGET', root, field), nil)
    elseif not named[field] and kind == 'm' then
      local map = openMap(name, root .. ':r:' .. name, root .. ':o:' .. name, redis.call('HGET', root, field))
      checkTypes(map)
      maps[#maps + 1] = map
    end
  end
end

-- Deletes all that the cell holds.
local function deleteCell()
  if not isListed() then
    return
  end
  openAll()
  deleteHead()
  for i = 1, #logs do
    if logs[i].present then
      dropLog(logs[i], logs[i].last)
    end
  end
  for i = 1, #maps do
    if maps[i].present then
      dropMap(maps[i])
    end
  end
  changed = true
end

local function changeOther(number, kind)
  if kind == 'W' then
    return putRow(mapAt(take()), take(), take())
  elseif kind == 'X' then
    deleteRow(mapAt(take()), take())
  elseif kind == 'T' then
    local log, through = logAt(take()), take()
    trim(log, function(offset) return offset <= through end)
  elseif kind == 'O' then
    local log, before = logAt(take()), tonumber(take())
    trim(log, function(_, instant) return instant < before end)
  elseif kind == 'K' then
    trimToLatest(logAt(take()), tonumber(take()))
  elseif kind == 'C' then
    local log, after = logAt(take()), take()
    if log.present and log.last > after then
      trimComplete = truncateLog(log, after) and trimComplete
    end
  elseif kind == 'L' then
    local log = logAt(take())
    if log.present then
      dropLog(log, nil)
    end
  elseif kind == 'M' then
    local map = mapAt(take())
    if map.present then
      dropMap(map)
    end
  elseif kind == 'Z' then
    deleteCell()
  end
end
