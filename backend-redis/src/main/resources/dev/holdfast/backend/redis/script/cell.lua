-- The cell: what is kept of it beside its head's value, logs and maps. A tombstone is just this.

local CELL = 'c19c16c19c19c19c19c19c19c19'
local NO_TIME = '                   '
local NO_TAG = '0000000000000000'

local cell = {}
local existed = found[1] ~= false
if existed then
  local headAt, sequence, updatedAt, incarnations, parts, headBytes, bytes
  cell.version, cell.tag, headAt, sequence, updatedAt, incarnations, parts, headBytes, bytes =
      struct.unpack(CELL, found[1])
  cell.headAt = headAt ~= NO_TIME and headAt or nil -- nothing where there is no head
  cell.sequence = tonumber(sequence) -- of the last commit
  cell.updatedAt = tonumber(updatedAt)
  cell.incarnations = tonumber(incarnations) -- given out to logs and maps so far
  cell.parts = tonumber(parts) -- how many logs and maps there are
  cell.headBytes = tonumber(headBytes)
  cell.bytes = tonumber(bytes) -- of all values, and of the keys of rows
else
  cell = {
    version = ZERO, tag = NO_TAG, sequence = 0, incarnations = 0, parts = 0, headBytes = 0, bytes = 0,
  }
end

local changed = false
local sequence = padded(cell.sequence + 1) -- of this commit, if it changes anything
local at = math.max(now, cell.updatedAt or now)
local atText = padded(at)

local function isListed()
  return cell.headAt ~= nil or cell.parts > 0
end

local wasListed = isListed()

local function nextIncarnation()
  cell.incarnations = cell.incarnations + 1
  cell.parts = cell.parts + 1
  return padded(cell.incarnations)
end

local function setHeadBytes(bytes)
  cell.bytes = cell.bytes + bytes - cell.headBytes
  cell.headBytes = bytes
end

-- The head's value: the one put by this commit, or the one stored.
local newHead = nil

local function headEquals(value)
  return #value == cell.headBytes and value == (newHead or redis.call('HGET', root, 'v'))
end

local function writeCell()
  write('c', cell.version .. cell.tag .. (cell.headAt or NO_TIME) .. sequence .. atText
      .. padded(cell.incarnations) .. padded(cell.parts) .. padded(cell.headBytes) .. padded(cell.bytes))
  if newHead then
    write('v', newHead)
  elseif not cell.headAt then
    remove('v')
  end
end
