-- Entries that go: by trimming from the oldest on, by truncating from the newest on, or all at once.

-- Returns a log that is about to lose entries, with the number of those stored, and of their runs.
local function measured(log)
  if not log.stored then
    log.runs = log.after and redis.call('XLEN', log.key) or 0
    log.had = tonumber(log.had)
    log.stored, log.first, log.added = log.had, 1, log.added or {}
    log.gone, log.cut = 0, {} -- how many runs leave from the oldest on, and the ids of those that do from the newest
  end
  return log
end

-- Takes apart the runs that this commit adds, so that some of their entries can go.
local function takeApart(log)
  local apart = {}
  for i = log.first, #log.added, 3 do
    local entries, time = entriesOf(log.added[i], log.added[i + 1], log.added[i + 2])
    for j = 1, #entries, 2 do
      local place = #apart
      apart[place + 1], apart[place + 2], apart[place + 3] = streamId(entries[j]), time, entries[j + 1]
    end
  end
  log.added, log.first = apart, 1
end

local mostTrimmed = tonumber(string.sub(ARGV[3], 67, 85))
local MOST_TRIMMED_BYTES = 4194304 -- how much is read to trim or truncate, the first entry in any case
local FIRST_CHUNK = 8

-- Returns the next runs of a log by a command that reads a range of its stream.
local function nextChunk(log, command, from, to, wanted)
  local size = chunkSize(tonumber(log.bytes), log.runs, log.largest, wanted, MOST_TRIMMED_BYTES)
  local chunk = redis.call(command, log.key, from, to, 'COUNT', size)
  for i = 1, #chunk do
    log.largest = math.max(log.largest or 1, #chunk[i][2][2])
  end
  return chunk
end

-- Returns how a range of the stream ends that has all that is left of it.
local function streamEnd(log)
  return log.below and '(' .. streamId(log.below) or '+'
end

-- Calls visit(offset, instant, bytes) for each entry, the oldest first, until it returns false. Entries for
-- which it did not are to be trimmed.
local function eachFromOldest(log, wanted, visit)
  local after, left = log.after, log.stored
  while left > 0 do
    local chunk = nextChunk(log, 'XRANGE', '(' .. streamId(after), streamEnd(log), wanted)
    if #chunk == 0 then
      break
    end
    for i = 1, #chunk do
      local entries, time, times = entriesOf(chunk[i][1], chunk[i][2][1], chunk[i][2][2])
      for j = 1, #entries, 2 do
        if entries[j] > after then -- those before it were trimmed once
          after, left = entries[j], left - 1
          if not visit(after, tonumber(times and times[(j + 1) / 2] or time), #entries[j + 1]) then
            return
          end
        end
      end
      log.gone = log.gone + 1
    end
    wanted = wanted * 4
  end
  takeApart(log)
  for i = log.first, #log.added, 3 do
    local entry, time = entriesOf(log.added[i], log.added[i + 1], log.added[i + 2])
    if not visit(entry[1], tonumber(time), #entry[2]) then
      return
    end
  end
end

local function resize(log, bytes, count)
  log.bytes, log.count = log.bytes + bytes, log.count + count
  cellBytes = cellBytes + bytes
end

-- Removes the oldest entries while goes(offset, instant) holds; returns how many, and whether all
-- went. It begins with a chunk of as many as are wanted.
local function trimWhile(log, wanted, most, goes)
  local count, through, bytes, complete = 0, nil, 0, true
  eachFromOldest(log, wanted, function(offset, time, size)
    if not goes(offset, time) then
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
  log.after = log.after and through -- where the log was dropped, nothing of the stream counts
  log.first = log.first + 3 * (count - ofStored)
  log.trimmed = through
  log.changed = true
  changed = true
  resize(log, -bytes, -count)
  return count, complete
end

-- Takes entries off the end of what is stored while goes(offset, bytes) holds. A run of which some stay
-- leaves the stream too, and these are to be added anew.
local function cutStored(log, after, goes)
  local start, wanted = '(' .. streamId(log.after > after and log.after or after), FIRST_CHUNK
  while log.stored > 0 do
    local chunk = nextChunk(log, 'XREVRANGE', streamEnd(log), start, wanted)
    if #chunk == 0 then
      return
    end
    for i = 1, #chunk do
      local entries, time, times = entriesOf(chunk[i][1], chunk[i][2][1], chunk[i][2][2])
      local first, last = 1, #entries - 1
      while entries[first] <= log.after do -- trimmed once
        first = first + 2
      end
      local keep = last
      while keep >= first and goes(entries[keep], #entries[keep + 1]) do
        keep = keep - 2
      end
      if keep == last then
        return
      end
      log.cut[#log.cut + 1] = chunk[i][1]
      log.below = entries[first]
      log.stored = log.stored - (last - first) / 2 - 1
      if keep >= first then
        log.added, log.first = {}, 1
        for j = first, keep, 2 do
          local place = #log.added
          log.added[place + 1] = streamId(entries[j])
          log.added[place + 2] = times and times[(j + 1) / 2] or time
          log.added[place + 3] = entries[j + 1]
        end
        return
      end
    end
    wanted = wanted * 4
  end
end

-- Removes the newest entries after an offset, which becomes the last; returns whether all went.
local function truncateLog(log, after)
  local count, bytes, newEnd = 0, 0, nil
  local function goes(offset, size)
    if newEnd or offset <= after then
      return false
    elseif count == mostTrimmed or bytes >= MOST_TRIMMED_BYTES then
      newEnd = offset
      return false
    end
    count, bytes = count + 1, bytes + size
    return true
  end

  takeApart(log)
  while #log.added > 0 do
    local place = #log.added - 2
    local entry = entriesOf(log.added[place], log.added[place + 1], log.added[place + 2])
    if not goes(entry[1], #entry[2]) then
      break
    end
    log.added[place], log.added[place + 1], log.added[place + 2] = nil, nil, nil
  end
  if #log.added == 0 and log.stored > 0 then
    cutStored(log, after, goes)
  end
  local complete = newEnd == nil
  if complete then
    newEnd = after > log.trimmed and after or log.trimmed
  end
  if count > 0 or newEnd ~= log.last then
    log.last = newEnd
    log.changed = true
    changed = true
    resize(log, -bytes, -count)
  end
  return complete
end

-- Forgets the log and its entries; floor is where the next one of its name is to start, if given.
local function dropLog(log, floor)
  resize(log, -log.bytes, -log.count)
  parts = padded(parts - 1)
  log.present, log.dropped, log.changed = false, true, true
  log.added, log.first, log.stored, log.gone, log.cut = {}, 1, 0, 0, {}
  log.had, log.after, log.below = 0, nil, nil
  log.floor = floor
  log.last = floor or ORIGIN
  changed = true
end

-- Makes the stream of a log anew, of what is left of it. To delete its end and to set its last id back is what
-- servers from Redis 7.2 on refuse, also where they are the replica or read the file of an older one.
local function rewrite(log)
  local kept, from = {}, '(' .. streamId(log.after)
  repeat
    local chunk = redis.call('XRANGE', log.key, from, streamEnd(log), 'COUNT', MOST_IN_CHUNK)
    for i = 1, #chunk do
      kept[#kept + 1] = chunk[i]
      from = '(' .. chunk[i][1]
    end
  until #chunk < MOST_IN_CHUNK
  redis.call('UNLINK', log.key)
  for i = 1, #kept do
    redis.call('XADD', log.key, kept[i][1], kept[i][2][1], kept[i][2][2])
  end
end

-- Writes what a log loses, before what is added to it.
local function writeCut(log)
  if log.dropped or (log.stored == 0 and log.had > 0) then
    redis.call('UNLINK', log.key)
    return
  end
  if #log.cut > 0 then
    rewrite(log)
  elseif log.gone > 0 then
    redis.call('XTRIM', log.key, 'MAXLEN', '=', log.runs - log.gone)
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
