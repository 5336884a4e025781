-- Logs: a record in the cell's hash, the entries in a stream of runs.
--
-- Nothing is written while a commit is judged. Until then a log is what is left of the stream, after
-- `after` and before `below`, followed by what this commit adds: ids, fields and values in turn in `added`,
-- from `first` on. A log without entries has no stream.

local logs = {} -- by their numbers
for i = 1, logCount do
  local field, record = ARGV[7 + i], found[2 + i]
  if record then
    local incarnation, last, trimmed, bytes, count = struct.unpack('c19c38c38c19c19', record)
    logs[i] = {
      field = field, key = KEYS[1 + i], present = true, incarnation = incarnation, last = last,
      trimmed = trimmed, bytes = bytes, count = count, had = count, after = trimmed, added = false,
      changed = false,
    }
  else
    local floor = redis.call('HGET', root, 'f' .. string.sub(field, 2)) or nil
    logs[i] = {
      field = field, key = KEYS[1 + i], present = false, last = floor or ORIGIN, -- where a deleted one ended
      bytes = 0, count = 0, had = 0, floor = floor, added = false, changed = false,
    }
  end
end

-- Returns what lies beyond the end of the log of the runs that these arguments are, as such a list, and how
-- many entries that is. The others have to be there already; where one is not, returns nothing, and how
-- many are before it.
local function newEntries(log, from, to)
  local known, through = {}, '' -- values by offset, and how far they were looked up in the stream
  local function know(entries, below)
    for i = 1, #entries, 2 do
      if not below or entries[i] < below then
        known[entries[i]] = entries[i + 1]
      end
    end
    return entries[#entries - 1]
  end

  local added = log.added or {}
  for i = log.first or 1, #added, 3 do
    know((entriesOf(added[i], added[i + 1], added[i + 2])), nil)
  end

  local function isThere(offset, value)
    if offset > through and log.after and offset > log.after and not (log.below and offset >= log.below) then
      local run = redis.call('XRANGE', log.key, streamId(offset), '+', 'COUNT', 1)[1]
      through = run and know((entriesOf(run[1], run[2][1], run[2][2])), log.below) or through
    end
    return known[offset] == value
  end

  local new, count, place = {}, 0, 0
  for i = from, to, 3 do
    local entries = entriesOf(ARGV[i], ARGV[i + 1], ARGV[i + 2])
    if entries[1] > log.last then
      new[#new + 1], new[#new + 2], new[#new + 3] = ARGV[i], ARGV[i + 1], ARGV[i + 2]
      count = count + #entries / 2
      entries = {}
    end
    for j = 1, #entries, 2 do
      if entries[j] > log.last then
        new[#new + 1], new[#new + 2], new[#new + 3] = streamId(entries[j]), '', entries[j + 1]
        count = count + 1
      elseif not isThere(entries[j], entries[j + 1]) then
        return nil, place
      end
      place = place + 1
    end
  end
  return new, count
end
