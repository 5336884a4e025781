-- Entries that go: by trimming from the oldest on, by truncating from the newest on, or all at once.

local MOST_TRIMMED_BYTES = 4194304 -- how much is read to trim or truncate, the first entry in any case
local FIRST_CHUNK = 8
local MOST_IN_CHUNK = 100

-- Chunks grow from `wanted` on, to about as many bytes as may be read, judged by the average entry.
local function chunkSize(log, wanted)
  local average = math.max(1, log.bytes / (log.stored + #log.added - log.first + 1))
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
  for i = log.first, #log.added do
    if not visit(log.added[i], at, #log.values[log.added[i]]) then
      return
    end
  end
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
  for _ = 1, count - ofStored do
    log.values[log.added[log.first]] = nil
    log.first = log.first + 1
  end
  log.trimmed = through
  log.changed = true
  changed = true
  resize(log, -bytes)
  return count, complete
end

-- Calls visit(offset, bytes, id) for each entry after `after`, the newest first, until it returns
-- false; entries of this commit have no id.
local function eachFromNewest(log, after, visit)
  for i = #log.added, log.first, -1 do
    local offset = log.added[i]
    if offset <= after then
      return
    end
    if not visit(offset, #log.values[offset], nil) then
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
      log.cut[#log.cut + 1] = id
      log.stored = log.stored - 1
    else
      log.values[offset] = nil
      log.added[#log.added] = nil
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
  cell.parts = cell.parts - 1
  log.present, log.dropped, log.changed = false, true, true
  log.added, log.values, log.first, log.stored, log.cut, log.cutFront = {}, {}, 1, 0, {}, false
  log.had, log.after, log.upTo, log.lowered = 0, nil, nil, false
  log.floor = floor
  log.last = floor or ORIGIN
  changed = true
end
