-- What a commit asks for, and the cell's fields that it concerns.
--
-- KEYS  1 the cell · one for each log: its stream · two for each map: its rows, their order
-- ARGV  the twelve below · the logs' names · the number of maps · the maps' names ·
--       the number of conditions · the conditions · the changes

redis.replicate_commands() -- replicas and the file of commands get what was done, not the script

local root = KEYS[1]
local now = tonumber(ARGV[1])
local writer = ARGV[2] -- the writer's field, empty for a commit without an id
local writerSequence = ARGV[3]
local isLate = ARGV[4] == '1' -- the time in which the commit may be repeated is over
local forgetBefore = tonumber(ARGV[5]) -- writers idle since then may be forgotten
local stamp = ARGV[6] -- when the index was told of the cell, by its server's clock; or empty
local stampMillis = tonumber(ARGV[7]) -- how long a stamp is fresh
local tombstoneMillis = ARGV[8]
local mostTrimmed = tonumber(ARGV[9])
local channel = ARGV[10]
local message = ARGV[11]
local logCount = tonumber(ARGV[12])
local mapCount = tonumber(ARGV[13 + logCount])
local conditionCount = tonumber(ARGV[14 + logCount + mapCount])
local argument = 15 + logCount + mapCount -- the next one to read

-- One call reads all small fields: c the cell, the writer, l and f for each log, m for each map.
local fields = {'c', writer}
for i = 1, logCount do
  fields[#fields + 1] = 'l' .. ARGV[12 + i]
  fields[#fields + 1] = 'f' .. ARGV[12 + i]
end
for i = 1, mapCount do
  fields[#fields + 1] = 'm' .. ARGV[13 + logCount + i]
end
local found = redis.call('HMGET', root, unpack(fields))

-- Logs and maps by their numbers, as far as the commit has come to them.
local logs = {}
local maps = {}

-- What the commit writes into the cell's hash, and removes from it, once all is judged.
local written = {}
local removed = {}

local function write(field, value)
  written[#written + 1] = field
  written[#written + 1] = value
end

local function remove(field)
  removed[#removed + 1] = field
end

-- Calls a command on a list of arguments that may be longer than one call takes.
local function callWithAll(command, key, arguments)
  for from = 1, #arguments, 1000 do
    redis.call(command, key, unpack(arguments, from, math.min(from + 999, #arguments)))
  end
end
