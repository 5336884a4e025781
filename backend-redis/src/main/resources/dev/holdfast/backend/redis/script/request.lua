-- What a commit asks for, and what is stored of that.
--
-- KEYS  1 the cell · one for each log: its stream · two for each map: its rows, their order
-- ARGV  1 the time · 2 the number of the commit, zeros for one without an id · 3 numbers of fixed width:
--       whether the time is over in which it may be repeated, how many logs and maps there are; how long
--       idle writers are remembered, how long a stamp is fresh, how long a tombstone is kept, how many
--       entries are trimmed at most · 4 the channel · 5 the message · 6 the stamp of the cell's entry in
--       the index, by its server's clock, or empty · 7 the field of the writer, empty for a commit without
--       an id · the fields of the logs · the fields of the maps · the steps
--
-- A 64-bit number is a string of 19 digits, because Lua's numbers are exact below 2^53 only. An
-- offset is two of them, major and minor, in one string of 38 digits. Strings of digits of one length
-- compare as the numbers do, whatever the locale. Instants, sizes and counts stay far below 2^53
-- and are calculated with as numbers.
--
-- What costs is each string that Lua has not met lately, then each table, function and argument, as all
-- are made anew in each call. So numbers that seldom change are one argument, what changes is one of
-- its own that is used as it is, and what most commits do stands in the scripts' main part.

redis.replicate_commands() -- replicas and the file of commands get what was done, not the script

local ZERO = '0000000000000000000'
local LARGEST = '9223372036854775807'
local ORIGIN = ZERO .. ZERO

local root = KEYS[1]
local writerSequence, writer = ARGV[2], ARGV[7]
local isLate, logCount, mapCount = struct.unpack('c1c4c4', ARGV[3])
logCount, mapCount = tonumber(logCount), tonumber(mapCount)
local argument = 8 + logCount + mapCount -- the next one to read

-- One call reads all small fields: of the cell, the writer, the logs and the maps.
local found = redis.call('HMGET', root, 'c', unpack(ARGV, 7, argument - 1))

-- What the commit writes into the cell's hash, and removes from it, once all is judged.
local written = {nil, nil, nil, nil, nil, nil, nil, nil} -- has room for what is usual
local removed = {}

-- Calls a command on a list of arguments that may be longer than one call takes.
local function callWithAll(command, key, arguments)
  for from = 1, #arguments, 1000 do
    redis.call(command, key, unpack(arguments, from, math.min(from + 999, #arguments)))
  end
end

local maps = {} -- by their numbers, as far as the commit has come to them
local number = 0 -- of the step under way
