-- Logs: a record in the cell's hash, the entries in a stream whose ids are the offsets.
--
-- Nothing is written while a commit is judged. Until then a log is what is left of the stream, after
-- `after` and up to `upTo`, followed by the entries that this commit adds: ids and values in turn, in
-- runs of the arguments, of which `runs` has the first and the last number. A log without entries has
-- no stream.

-- Logs by their numbers.
local logs = {}

local function openLog(number, field, key, record)
  local log
  if record then
    local incarnation, last, trimmed, bytes = struct.unpack('c19c38c38c19', record)
    log = {
      field = field, key = key, present = true, incarnation = incarnation, last = last, trimmed = trimmed,
      bytes = tonumber(bytes), after = trimmed, upTo = last, runs = false, changed = false,
    }
  else
    local floor = redis.call('HGET', root, 'f' .. string.sub(field, 2)) or nil
    log = {
      field = field, key = key, present = false, last = floor or ORIGIN, -- where a deleted one ended
      bytes = 0, floor = floor, runs = false, changed = false,
    }
  end
  logs[number] = log
  return log
end

for i = 1, logCount do
  openLog(i, ARGV[12 + i], KEYS[1 + i], found[2 + i])
end

-- Adds the entries in ARGV[from] to ARGV[to], up to offset `last`; returns a refusal if it cannot.
local function addEntries(log, from, to, last)
  if not log.present then
    if not log.dropped and redis.call('EXISTS', log.key) == 1 then
      return {'corrupt', log.key}
    end
    log.present = true
    log.incarnation = nextIncarnation()
    log.trimmed = log.last
  elseif logCount > 1 then
    redis.call('XLEN', log.key) -- fails before the first write if the key holds something else
  end
  local bytes = 0
  for i = from + 1, to, 2 do
    bytes = bytes + #ARGV[i]
  end
  log.bytes = log.bytes + bytes
  cell.bytes = cell.bytes + bytes
  log.last = last
  if log.runs then
    log.runs[#log.runs + 1] = from
    log.runs[#log.runs + 1] = to
  else
    log.runs = {from, to}
  end
  log.changed = true
  changed = true
end

local function hasEntry(log, id, value)
  local offset = offsetOf(id)
  for run = 1, log.runs and #log.runs or 0, 2 do
    for i = log.runs[run], log.runs[run + 1], 2 do
      if offsetOf(ARGV[i]) == offset then
        return ARGV[i + 1] == value
      end
    end
  end
  for i = log.first or 1, log.ids and #log.ids or 0 do
    if offsetOf(log.ids[i]) == offset then
      return log.values[i] == value
    end
  end
  if not log.after or offset <= log.after or offset > log.upTo then
    return false
  end
  local entry = redis.call('XRANGE', log.key, id, id)[1]
  return entry ~= nil and entry[2][2] == value
end
