-- The steps that few commits have. A commit without them is sent a script without this, because Lua
-- would make all these functions anew in each call.

-- While a slot of a cluster moves, a server refuses whatever names a key that it does not have. A commit that
-- makes a key anew, or looks for keys that it was not told of, would be refused in the middle, or find none;
-- this is refused where either could happen, and nothing is written yet. The commit is sent again then.
local function refuseWhileSlotMoves()
  redis.call('EXISTS', root, root .. ':none')
end

local function deleteHead()
  if headAt then
    headAt, tag = false, NO_TAG
    cellBytes, headBytes = cellBytes - headBytes, ZERO
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
  local excess = log.present and log.count - keep or 0
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
      local key = root .. ':l:' .. name
      redis.call('XLEN', key) -- fails before the first write if the key holds something else
      local _, last, _, bytes, count = struct.unpack('c19c38c38c19c19', redis.call('HGET', root, field))
      logs[#logs + 1] = {field = field, key = key, present = true, last = last, bytes = bytes, count = count}
    elseif not named[field] and kind == 'm' then
      local map = openMap(field, root .. ':r:' .. name, root .. ':o:' .. name, redis.call('HGET', root, field))
      checkTypes(map)
      maps[#maps + 1] = map
    end
  end
end

-- Deletes all that the cell holds.
local function deleteCell()
  if not headAt and parts == ZERO then
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

-- Takes a step whose other operands are the next arguments; returns a refusal, or nothing.
local function otherStep(kind, index)
  if string.find('TOKCLMZ', kind, 1, true) then
    refuseWhileSlotMoves()
  end
  if kind == 'w' then -- the row has this version, zeros if there is none
    local key, version = take(), take()
    local there = rowVersion(mapAt(index), key)
    if there ~= version then
      return {'row', number, there}
    end
  elseif kind == 'W' then
    return putRow(mapAt(index), take(), take())
  elseif kind == 'X' then
    deleteRow(mapAt(index), take())
  elseif kind == 'D' then
    deleteHead()
  elseif kind == 'T' then
    local log, through = measured(logs[index]), take()
    trim(log, function(offset) return offset <= through end)
  elseif kind == 'O' then
    local log, before = measured(logs[index]), tonumber(take())
    trim(log, function(_, instant) return instant < before end)
  elseif kind == 'K' then
    trimToLatest(measured(logs[index]), tonumber(take()))
  elseif kind == 'C' then
    local log, after = measured(logs[index]), take()
    if log.present and log.last > after then
      trimComplete = truncateLog(log, after) and trimComplete
    end
  elseif kind == 'L' then
    local log = measured(logs[index])
    if log.present then
      dropLog(log, nil)
    end
  elseif kind == 'M' then
    local map = mapAt(index)
    if map.present then
      dropMap(map)
    end
  elseif kind == 'Z' then
    deleteCell()
  end
end
