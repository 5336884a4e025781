-- The mutations that few commits have. A commit without them is sent a script without this, because
-- a script costs by its length too.

local function deleteHead()
  if cell.headAt then
    cell.headAt = false
    cell.tag = NO_TAG
    cell.bytes = cell.bytes - cell.headBytes
    cell.headBytes = 0
    newHead = nil
    changed = true
  end
end

local function trim(log, goes)
  if log.present then
    local _, complete = trimWhile(log, FIRST_CHUNK, mostTrimmed, goes)
    trimComplete = trimComplete and complete
  end
end

local function trimToLatest(log, keep)
  local excess = log.present and log.stored + #log.ids - log.first + 1 - keep or 0
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
    named[measured(logs[i]).field] = true
  end
  for i = 1, mapCount do
    named[mapAt(i).field] = true
  end
  for _, field in ipairs(redis.call('HKEYS', root)) do
    local kind, name = string.sub(field, 1, 1), string.sub(field, 2)
    if not named[field] and kind == 'l' then
      measured(openLog(#logs + 1, field, root .. ':l:' .. name, redis.call('HGET', root, field)))
    elseif not named[field] and kind == 'm' then
      local map = openMap(field, root .. ':r:' .. name, root .. ':o:' .. name, redis.call('HGET', root, field))
      checkTypes(map)
      maps[#maps + 1] = map
    end
  end
end

-- Deletes all that the cell holds.
local function deleteCell()
  if not cell.headAt and cell.parts == 0 then
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

local function take()
  argument = argument + 1
  return ARGV[argument - 1]
end

local function takeLog()
  return measured(logs[tonumber(take())])
end

-- Makes a change whose operands are the next arguments; returns a refusal, or nothing.
local function changeOther(kind)
  if kind == 'D' then
    deleteHead()
  elseif kind == 'W' then
    return putRow(mapAt(take()), take(), take())
  elseif kind == 'X' then
    deleteRow(mapAt(take()), take())
  elseif kind == 'T' then
    local log, through = takeLog(), take()
    trim(log, function(offset) return offset <= through end)
  elseif kind == 'O' then
    local log, before = takeLog(), tonumber(take())
    trim(log, function(_, instant) return instant < before end)
  elseif kind == 'K' then
    trimToLatest(takeLog(), tonumber(take()))
  elseif kind == 'C' then
    local log, after = takeLog(), take()
    if log.present and log.last > after then
      trimComplete = truncateLog(log, after) and trimComplete
    end
  elseif kind == 'L' then
    local log = takeLog()
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
