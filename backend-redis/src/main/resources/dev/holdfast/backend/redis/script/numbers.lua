-- Numbers, as few steps need them.

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
