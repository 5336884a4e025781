-- What a commit asks for, and the cell's fields that it concerns.
--
-- KEYS  1 the cell · one for each log: its stream · two for each map: its rows, their order
-- ARGV  the ten below · the field c of the cell · the field of the writer, empty for a commit without
--       an id · the fields of the logs · the fields of the maps · the conditions · the changes

redis.replicate_commands() -- replicas and the file of commands get what was done, not the script

local root = KEYS[1]
local now = tonumber(ARGV[1])
local writerSequence = ARGV[2]
local isLate = ARGV[3] == '1' -- the time in which the commit may be repeated is over
local stamp = ARGV[4] -- when the index was told of the cell, by its server's clock; or empty
local settings = ARGV[5] -- what few commits need: four numbers, see setting()
local channel = ARGV[6]
local message = ARGV[7]
local logCount = tonumber(ARGV[8])
local mapCount = tonumber(ARGV[9])
local conditionCount = tonumber(ARGV[10])
local writer = ARGV[12]
local argument = 13 + logCount + mapCount -- the next one to read

-- Returns 1 the instant before which idle writers may be forgotten · 2 how long a stamp is fresh ·
-- 3 how long a tombstone is kept · 4 how many entries are trimmed at most.
local function setting(number)
  return tonumber(({string.match(settings, '(%S+) (%S+) (%S+) (%S+)')})[number])
end

-- One call reads all small fields: of the cell, the writer, the logs and the maps.
local found = redis.call('HMGET', root, unpack(ARGV, 11, argument - 1))

local maps = {} -- by their numbers, as far as the commit has come to them

-- What the commit writes into the cell's hash, and removes from it, once all is judged.
local written = {}
local removed = {}

local function write(field, value)
  written[#written + 1] = field
  written[#written + 1] = value
end

-- Calls a command on a list of arguments that may be longer than one call takes.
local function callWithAll(command, key, arguments)
  for from = 1, #arguments, 1000 do
    redis.call(command, key, unpack(arguments, from, math.min(from + 999, #arguments)))
  end
end
