-- The cell: what is kept of it beside its head's value, logs and maps. A tombstone is just this.

local NO_TIME = '                   '
local NO_TAG = '0000000000000000'

local existed = found[1] ~= false
local version, tag, headAt, sequence, updatedAt -- of the head, and of the last commit
local incarnations, parts -- given out to logs and maps so far, and how many of them there are
local headBytes, cellBytes -- of the head's value; and of all values, and of the keys of rows
local at = tonumber(ARGV[1])
if existed then
  version, tag, headAt, sequence, updatedAt, incarnations, parts, headBytes, cellBytes =
      struct.unpack('c19c16c19c19c19c19c19c19c19', found[1])
  at = math.max(at, tonumber(updatedAt))
  headAt = headAt ~= NO_TIME and headAt -- false where there is no head
else
  version, tag, headAt, sequence, incarnations, parts, headBytes, cellBytes =
      ZERO, NO_TAG, false, ZERO, ZERO, ZERO, ZERO, 0
end

local instant = string.format('%d', at)
local changed = false
local trimComplete = true
local wasListed = headAt or parts ~= ZERO
local sequenceAndTime = string.format('%019d%019d', sequence + 1, at) -- of this commit, if it changes anything
local newHead = nil -- the head's value, if this commit puts one
local offsets = nil -- of entries appended: lists, with commas between them
