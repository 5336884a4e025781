-- Logs: a record in the cell's hash, the entries in a stream whose ids are the offsets.
--
-- Nothing is written while a commit is judged. Until then a log is what is left of the stream, after
-- `after` and up to `upTo`, followed by the entries that this commit adds: ids and values in turn, in
-- runs of the arguments, of which `runs` has the first and the last number. A log without entries has
-- no stream.

local logs = {} -- by their numbers
for i = 1, logCount do
  local field, record = ARGV[7 + i], found[2 + i]
  if record then
    local incarnation, last, trimmed, bytes = struct.unpack('c19c38c38c19', record)
    logs[i] = {
      field = field, key = KEYS[1 + i], present = true, incarnation = incarnation, last = last,
      trimmed = trimmed, bytes = bytes, after = trimmed, upTo = last, runs = false, changed = false,
    }
  else
    local floor = redis.call('HGET', root, 'f' .. string.sub(field, 2)) or nil
    logs[i] = {
      field = field, key = KEYS[1 + i], present = false, last = floor or ORIGIN, -- where a deleted one ended
      bytes = 0, floor = floor, runs = false, changed = false,
    }
  end
end

-- Returns the offset of the entry with this id.
local function offsetOf(id)
  local dash = string.find(id, '-', 1, true)
  return string.rep('0', 20 - dash) .. string.sub(id, 1, dash - 1)
      .. string.rep('0', 19 - #id + dash) .. string.sub(id, dash + 1)
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
