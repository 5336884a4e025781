-- Numbers, as few steps need them.

-- Returns a whole number below 2^53 as 19 characters.
local function padded(number)
  return string.format('%019d', number)
end
