-- Entries that go: by trimming from the oldest on, by truncating from the newest on, or all at once.

-- Returns the id that an entry at this offset has in its stream.
local function streamId(offset)
  return string.sub(offset, 1, 19) .. '-' .. string.sub(offset, 20)
end

-- Returns a log that is about to lose entries: with the number of those stored, and those that this
-- commit adds in lists of their own, from `first` on.
local function measured(log)
  if not log.stored then
    log.stored = log.after and redis.call('XLEN', log.key) or 0
    log.had = log.stored
    log.ids, log.values, log.first = {}, {}, 1
  end
  for run = 1, log.runs and #log.runs or 0, 2 do
    for i = log.runs[run], log.runs[run + 1], 2 do
      log.ids[#log.ids + 1] = ARGV[i]
      log.values[#log.values + 1] = ARGV[i + 1]
    end
  end
  log.runs = false
  return log
end

local mostTrimmed = tonumber(string.sub(ARGV[3], 67, 85))
local MOST_TRIMMED_BYTES = 4194304 -- how much is read to trim or truncate, the first entry in any case
local FIRST_CHUNK = 8
local MOST_IN_CHUNK = 100

-- Chunks grow from `wanted` on, to about as many bytes as may be read, judged by the average entry.
local function chunkSize(log, wanted)
  local average = math.max(1, log.bytes / (log.stored + #log.ids - log.first + 1))
  return math.max(1, math.min(wanted, MOST_IN_CHUNK, math.floor(MOST_TRIMMED_BYTES / average)))
end

-- Calls visit(offset, instant, bytes) for each entry, the oldest first, until it returns false.
local function eachFromOldest(log, wanted, visit)
  local after, left = log.after, log.stored
  while left > 0 do
    local size = chunkSize(log, wanted)
    local chunk = redis.call('XRANGE', log.key, '(' .. streamId(after), streamId(log.upTo), 'COUNT', size)
    if #chunk == 0 then
      break
    end
    for i = 1, #chunk do
      after = offsetOf(chunk[i][1])
      if not visit(after, tonumber(chunk[i][2][1]), #chunk[i][2][2]) then
        return
      end
    end
    left = left - #chunk
    wanted = wanted * 4
  end
  for i = log.first, #log.ids do
    if not visit(offsetOf(log.ids[i]), at, #log.values[i]) then
      return
    end
  end
end

local function resize(log, bytes)
  log.bytes = log.bytes + bytes
  cellBytes = cellBytes + bytes
end

-- Removes the oldest entries while goes(offset, instant) holds; returns how many, and whether all
-- went. It begins with a chunk of as many as are wanted.
local function trimWhile(log, wanted, most, goes)
  local count, through, bytes, complete = 0, nil, 0, true
  eachFromOldest(log, wanted, function(offset, instant, size)
    if not goes(offset, instant) then
      return false
    end
    if count == most or bytes >= MOST_TRIMMED_BYTES then
      complete = false
      return false
    end
    count, through, bytes = count + 1, offset, bytes + size
    return true
  end)
  if count == 0 then
    return 0, complete
  end
  local ofStored = math.min(count, log.stored)
  log.stored = log.stored - ofStored
  log.after = through
  log.cutFront = ofStored > 0 or log.cutFront
  log.first = log.first + count - ofStored
  log.trimmed = through
  log.changed = true
  changed = true
  resize(log, -bytes)
  return count, complete
end

-- Calls visit(offset, bytes, id) for each entry after `after`, the newest first, until it returns
-- false; entries of this commit have no id.
local function eachFromNewest(log, after, visit)
  for i = #log.ids, log.first, -1 do
    local offset = offsetOf(log.ids[i])
    if offset <= after then
      return
    end
    if not visit(offset, #log.values[i], nil) then
      return
    end
  end
  if log.stored == 0 then
    return
  end
  local upTo, left, wanted = streamId(log.upTo), log.stored, FIRST_CHUNK
  local start = '(' .. streamId(log.after > after and log.after or after)
  while left > 0 do
    local chunk = redis.call('XREVRANGE', log.key, upTo, start, 'COUNT', chunkSize(log, wanted))
    if #chunk == 0 then
      return
    end
    for i = 1, #chunk do
      upTo = '(' .. chunk[i][1]
      if not visit(offsetOf(chunk[i][1]), #chunk[i][2][2], chunk[i][1]) then
        return
      end
    end
    left = left - #chunk
    wanted = wanted * 4
  end
end

-- Removes the newest entries after an offset, which becomes the last; returns whether all went.
local function truncateLog(log, after)
  local count, bytes, newEnd = 0, 0, nil
  eachFromNewest(log, after, function(offset, size, id)
    if count == mostTrimmed or bytes >= MOST_TRIMMED_BYTES then
      newEnd = offset
      return false
    end
    count, bytes = count + 1, bytes + size
    if id then
      log.cut = log.cut or {}
      log.cut[#log.cut + 1] = id
      log.stored = log.stored - 1
    else
      log.values[#log.ids] = nil
      log.ids[#log.ids] = nil
    end
    return true
  end)
  local complete = newEnd == nil
  if complete then
    newEnd = after > log.trimmed and after or log.trimmed
  end
  if count > 0 or newEnd ~= log.last then
    log.last = newEnd
    log.lowered = true
    log.upTo = log.upTo and log.upTo < newEnd and log.upTo or newEnd
    log.changed = true
    changed = true
    resize(log, -bytes)
  end
  return complete
end

-- Forgets the log and its entries; floor is where the next one of its name is to start, if given.
local function dropLog(log, floor)
  resize(log, -log.bytes)
  parts = padded(parts - 1)
  log.present, log.dropped, log.changed = false, true, true
  log.ids, log.values, log.first, log.runs, log.stored, log.cut, log.cutFront = {}, {}, 1, false, 0, nil, false
  log.had, log.after, log.upTo, log.lowered = 0, nil, nil, false
  log.floor = floor
  log.last = floor or ORIGIN
  changed = true
end

-- Writes what a log loses, and what was added before that.
local function writeCut(log, instant)
  if log.dropped or (log.stored == 0 and log.had > 0) then
    redis.call('UNLINK', log.key)
  else
    if log.cutFront then
      redis.call('XTRIM', log.key, 'MINID', '=',
          string.sub(log.after, 1, 19) .. '-' .. successor(string.sub(log.after, 20)))
    end
    if log.lowered and log.stored > 0 then
      callWithAll('XDEL', log.key, log.cut or {})
      redis.call('XSETID', log.key, streamId(log.upTo))
    end
  end
  for i = log.first, #log.ids do
    redis.call('XADD', log.key, log.ids[i], instant, log.values[i])
  end
end

-- Forgets the record of a log that was dropped; its end may be left behind.
local function writeDropped(log)
  local floorField = 'f' .. string.sub(log.field, 2)
  removed[#removed + 1] = log.field
  if log.floor then
    written[#written + 1] = floorField
    written[#written + 1] = log.floor
  else
    removed[#removed + 1] = floorField
  end
end
