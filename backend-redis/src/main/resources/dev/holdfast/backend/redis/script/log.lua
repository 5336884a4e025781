-- Logs: a record in the cell's hash, the entries in a stream.
--
-- Entries that a commit appends together share an entry of the stream, a run: its id is the offset of the
-- last of them, its field the instant and marks, its value their values behind each other. The marks are *,
-- how many entries there are in four digits, and for each a sign and the length of its value. The sign tells
-- where the entry is: + where the next one follows at the next whole offset, . where that follows at the
-- next minor one, otherwise = with a comma and the id before it; the last one has = alone. A single entry
-- has no marks. What was trimmed of a run stays in it until the last entry goes.
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

-- Returns the id that an entry at this offset has in its stream.
local function streamId(offset)
  return string.sub(offset, 1, 19) .. '-' .. string.sub(offset, 20)
end

-- Returns the entries of a run, offsets and values in turn, and the instant if the field has it.
local function entriesOf(id, field, value)
  local function offsetOf(text)
    local dash = string.find(text, '-', 1, true)
    return string.rep('0', 20 - dash) .. string.sub(text, 1, dash - 1)
        .. string.rep('0', 19 - #text + dash) .. string.sub(text, dash + 1)
  end

  local star = string.find(field, '*', 1, true)
  if not star then
    return {offsetOf(id), value}, field
  end

  local function predecessor(digits)
    local low = tonumber(string.sub(digits, 5)) - 1 -- Lua's numbers hold fifteen digits
    if low >= 0 then
      return string.sub(digits, 1, 4) .. string.format('%015d', low)
    end
    return string.format('%04d', tonumber(string.sub(digits, 1, 4)) - 1) .. '999999999999999'
  end

  local entries, owns, signs, start = {}, {}, {}, 1
  for own, sign, length in string.gmatch(string.sub(field, star + 5), '([%d-]*)([=+.])(%d+)') do
    owns[#owns + 1], signs[#signs + 1] = own, sign
    entries[2 * #owns - 1], entries[2 * #owns] = '', string.sub(value, start, start + length - 1)
    start = start + length
  end
  local offset = offsetOf(id)
  for i = #owns, 1, -1 do
    if owns[i] ~= '' then
      offset = offsetOf(owns[i])
    elseif signs[i] == '+' then
      offset = predecessor(string.sub(offset, 1, 19)) .. string.sub(offset, 20)
    elseif signs[i] == '.' then
      offset = string.sub(offset, 1, 19) .. predecessor(string.sub(offset, 20))
    end
    entries[2 * i - 1] = offset
  end
  return entries, string.sub(field, 1, star - 1)
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
