-- The cell: what is kept of it beside its head's value, logs and maps. A tombstone is just this.

local NO_TIME = '                   '
local NO_TAG = '0000000000000000'

local cell
local existed = found[1] ~= false
if existed then
  local version, tag, headAt, sequence, updatedAt, incarnations, parts, headBytes, bytes =
      struct.unpack('c19c16c19c19c19c19c19c19c19', found[1])
  cell = {
    version = version,
    tag = tag,
    headAt = headAt ~= NO_TIME and headAt, -- false where there is no head
    sequence = sequence, -- of the last commit
    updatedAt = updatedAt,
    incarnations = tonumber(incarnations), -- given out to logs and maps so far
    parts = tonumber(parts), -- how many logs and maps there are
    headBytes = tonumber(headBytes),
    bytes = tonumber(bytes), -- of all values, and of the keys of rows
  }
else
  cell = {
    version = ZERO, tag = NO_TAG, headAt = false, sequence = ZERO, incarnations = 0, parts = 0,
    headBytes = 0, bytes = 0,
  }
end

local changed = false
local trimComplete = true
local wasListed = cell.headAt or cell.parts > 0
local sequence = padded(tonumber(cell.sequence) + 1) -- of this commit, if it changes anything
local at = existed and math.max(now, tonumber(cell.updatedAt)) or now
local atText = padded(at)
local newHead = nil -- the head's value, if this commit puts one

local function nextIncarnation()
  cell.incarnations = cell.incarnations + 1
  cell.parts = cell.parts + 1
  return padded(cell.incarnations)
end
