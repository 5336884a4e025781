-- Runs: entries of a log that share an entry of its stream.
--
-- A commit appends its entries so. The id of a run is the offset of the last of them, its field the instant
-- and marks, its value their values behind each other. The marks are *, how many entries there are in four
-- digits, and for each a sign and the length of its value. The sign tells where the entry is: + where the
-- next one follows at the next whole offset, . where that follows at the next minor one, otherwise = with a
-- comma and the id before it; the last one has = alone. Where an entry is of another instant than the field
-- tells, @ and the milliseconds between them are behind the length. A single entry has no marks. What was
-- trimmed of a run stays in it until the last entry goes.

-- Returns the id that an entry at this offset has in its stream.
local function streamId(offset)
  return string.sub(offset, 1, 19) .. '-' .. string.sub(offset, 20)
end

-- Returns the entries of a run, offsets and values in turn, and the instant if the field has it; where they
-- are of several instants, that of each as well.
local function entriesOf(id, field, value)
  local function offsetOf(text)
    local dash = string.find(text, '-', 1, true)
    return string.rep('0', 20 - dash) .. string.sub(text, 1, dash - 1)
        .. string.rep('0', 19 - #text + dash) .. string.sub(text, dash + 1)
  end

  local star = string.find(field, '*', 1, true)
  if not star then
    return {offsetOf(id), value}, field, nil
  end

  local function predecessor(digits)
    local low = tonumber(string.sub(digits, 5)) - 1 -- Lua's numbers hold fifteen digits
    if low >= 0 then
      return string.sub(digits, 1, 4) .. string.format('%015d', low)
    end
    return string.format('%04d', tonumber(string.sub(digits, 1, 4)) - 1) .. '999999999999999'
  end

  local time, times = string.sub(field, 1, star - 1), nil
  local entries, owns, signs, start = {}, {}, {}, 1
  for own, sign, length, later in string.gmatch(string.sub(field, star + 5), '([%d-]*)([=+.])(%d+)@?(%-?%d*)') do
    owns[#owns + 1], signs[#signs + 1] = own, sign
    entries[2 * #owns - 1], entries[2 * #owns] = '', string.sub(value, start, start + length - 1)
    start = start + length
    if later ~= '' then
      times = times or {}
      times[#owns] = string.format('%d', time + later)
    end
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
  return entries, time, times
end
