-- Numbers and offsets.
--
-- A 64-bit number is a string of 19 digits, because Lua's numbers are exact below 2^53 only. An
-- offset is two of them, major and minor, in one string of 38 digits. Strings of digits of one length
-- compare as the numbers do, whatever the locale. Instants, sizes and counts stay far below 2^53
-- and are calculated with as numbers.
--
-- Lua makes each function anew in every call of a script, and pays for every variable that it uses
-- from outside of it. So what most commits do stands in the scripts' main part, without functions.

local ZERO = '0000000000000000000'
local LARGEST = '9223372036854775807'
local ORIGIN = ZERO .. ZERO

-- Returns a whole number below 2^53 as 19 characters.
local function padded(number)
  return string.format('%019d', number)
end

-- Returns 19 digits as the next larger number; the largest has none.
local function successor(digits)
  local low = tonumber(string.sub(digits, 5)) + 1
  if low < 1e15 then
    return string.sub(digits, 1, 4) .. string.format('%015d', low)
  end
  return string.format('%04d', tonumber(string.sub(digits, 1, 4)) + 1) .. '000000000000000'
end

-- Returns the offset of the entry with this id.
local function offsetOf(id)
  local dash = string.find(id, '-', 1, true)
  return string.rep('0', 20 - dash) .. string.sub(id, 1, dash - 1)
      .. string.rep('0', 19 - #id + dash) .. string.sub(id, dash + 1)
end
