-- What a commit asks for, and what is stored of that.
--
-- KEYS  1 the cell · one for each log: its stream · two for each map: its rows, their order
-- ARGV  1 the time · 2 see below · 3 the channel · 4 the message · 5 what few commits need: the instant
--       before which idle writers may be forgotten, how long a stamp is fresh, how long a tombstone is
--       kept, how many entries are trimmed at most, and the stamp of the cell's entry in the index, by its
--       server's clock, if it was stamped just now · 6 the field of the writer, empty for a commit without
--       an id · the fields of the logs · the fields of the maps · the steps
--
-- A 64-bit number is a string of 19 digits, because Lua's numbers are exact below 2^53 only. An
-- offset is two of them, major and minor, in one string of 38 digits. Strings of digits of one length
-- compare as the numbers do, whatever the locale. Instants, sizes and counts stay far below 2^53
-- and are calculated with as numbers.
--
-- Each argument costs, and Lua makes every table and function anew in each call. So small operands that
-- belong together are one argument, and what most commits do stands in the scripts' main part.

redis.replicate_commands() -- replicas and the file of commands get what was done, not the script

local ZERO = '0000000000000000000'
local LARGEST = '9223372036854775807'
local ORIGIN = ZERO .. ZERO

local root = KEYS[1]
local writer = ARGV[6]
local writerSequence, isLate, logCount, mapCount = struct.unpack('c19c1c4c4', ARGV[2])
logCount, mapCount = tonumber(logCount), tonumber(mapCount)
local argument = 7 + logCount + mapCount -- the next one to read

-- One call reads all small fields: of the cell, the writer, the logs and the maps.
local found = redis.call('HMGET', root, 'c', unpack(ARGV, 6, argument - 1))

-- What the commit writes into the cell's hash, and removes from it, once all is judged.
local written = {}
local removed = {}

-- Calls a command on a list of arguments that may be longer than one call takes.
local function callWithAll(command, key, arguments)
  for from = 1, #arguments, 1000 do
    redis.call(command, key, unpack(arguments, from, math.min(from + 999, #arguments)))
  end
end

local maps = {} -- by their numbers, as far as the commit has come to them
local number = 0 -- of the step under way
