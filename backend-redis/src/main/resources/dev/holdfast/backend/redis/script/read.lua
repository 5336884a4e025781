-- Reads parts of one cell from one state.
--
-- KEYS  1 the cell · for each part in turn the keys that it reads
-- ARGV  1 the number of fields · 2 whether to hand on whole logs · the fields, c first · the parts
--
-- It returns the cell's field, then an answer for each part. Fields are named by their number.

local MOST_AT_ONCE = 1000 -- Lua passes on some thousands of arguments and no more
local FEW = 4 -- runs that pass through a script as cheaply as through a command of their own

local root = KEYS[1]
local fieldCount = tonumber(ARGV[1])
local found = redis.call('HMGET', root, unpack(ARGV, 3, math.min(fieldCount, MOST_AT_ONCE) + 2))
for from = MOST_AT_ONCE + 1, fieldCount, MOST_AT_ONCE do
  local to = math.min(fieldCount, from + MOST_AT_ONCE - 1)
  for i, value in ipairs(redis.call('HMGET', root, unpack(ARGV, from + 2, to + 2))) do
    found[from + i - 1] = value
  end
end
local isWhole = ARGV[2] == '1'
local argument = fieldCount + 3
local key = 2

local function take()
  argument = argument + 1
  return ARGV[argument - 1]
end

local function takeKey()
  key = key + 1
  return KEYS[key - 1]
end

local function takeField()
  return found[tonumber(take())]
end

-- The head's value, unless the reader has it already.
local function head()
  local version, tag = take(), take()
  if not found[1] or string.sub(found[1], 1, 35) == version .. tag then
    return false
  end
  return redis.call('HGET', root, 'v')
end

-- Returns runs that hold as many entries and bytes as are wanted, or all there are, and 1 if there are more;
-- runs.lua says what a run is. The reader leaves out what it did not ask for of the first and the last one:
-- so these count as little as they may hold of it.
local function boundedRange(log, most, mostBytes)
  local runs, entries, bytes, unsure, unsureBytes = log.runs, 0, 0, 0, 0
  local from, largest = log.from, false
  while true do
    local wanted = math.ceil((most + 1 - entries) * log.length / log.count)
    local size = chunkSize(log.bytes, log.length, largest, wanted, mostBytes - bytes)
    local chunk = redis.call(log.command, log.stream, from, log.to, 'COUNT', size)
    for i = 1, #chunk do
      entries, bytes, unsure, unsureBytes = entries + unsure, bytes + unsureBytes, 0, 0
      local field, length = chunk[i][2][1], #chunk[i][2][2]
      local star = string.find(field, '*', 1, true)
      if entries > most or (entries > 0 and bytes + (star and 0 or length) > mostBytes) then
        return runs, 1
      elseif not star then
        bytes = bytes + length
      elseif entries > 0 then
        unsure, unsureBytes = tonumber(string.sub(field, star + 1, star + 4)) - 1, length
      end
      entries = entries + 1
      runs[#runs + 1] = chunk[i]
      largest = math.max(largest or 1, length)
      from = '(' .. chunk[i][1]
    end
    if #chunk < size then
      return runs, 0
    end
  end
end

-- Returns a log's record, 1 if there are more entries, and runs of entries. Instead of 1 it may be 2: the
-- others are to be read by a plain command, as each one that passes through a script costs it much. Behind that
-- is the length of the stream.
local function logEntries()
  local record, incarnation, stream = takeField(), take(), takeKey()
  local command, after, upTo, most, mostBytes = take(), take(), take(), tonumber(take()), tonumber(take())
  if not record or (incarnation ~= '' and string.sub(record, 1, 19) ~= incarnation) then
    return false
  end
  local isAscending = command == 'XRANGE'
  local log = {
    command = command, stream = stream, from = isAscending and after or upTo, to = isAscending and upTo or after,
    bytes = tonumber(string.sub(record, 96, 114)), count = tonumber(string.sub(record, 115)),
    length = redis.call('XLEN', stream), runs = {},
  }
  if log.length == 0 then
    return {record, 0, {}, 0}
  end
  local isBounded = upTo ~= '+'
  local isPlain = log.length == log.count or (not isBounded and 2 * log.length > log.count)
  if isPlain and not isWhole and log.bytes <= mostBytes then
    local runs = redis.call(command, stream, log.from, log.to, 'COUNT', math.min(FEW, most + 1))
    return {record, #runs == FEW and most >= FEW and 2 or 0, runs, log.length}
  end
  -- The bound may lie within a run, whose end is behind it.
  local cut = isBounded and redis.call('XRANGE', stream, '(' .. upTo, '+', 'COUNT', 1)[1]
  if cut and not isAscending then
    log.runs[1] = cut
  end
  local runs, more = boundedRange(log, most, mostBytes)
  if cut and isAscending and more == 0 then
    runs[#runs + 1] = cut
  end
  return {record, more, runs, log.length}
end

local function logStatistics()
  local record, stream = takeField(), takeKey()
  if not record then
    return false
  end
  local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)
  if first[1] and not string.find(first[1][2][1], '*', 1, true) then
    first[1][2][2] = '' -- the value of a single entry tells nothing
  end
  return {record, first}
end

local function rowsByKey()
  local record, rows, count = takeField(), takeKey(), tonumber(take())
  local from = argument
  argument = argument + count
  if not record then
    return false
  end
  local values = {}
  for i = from, from + count - 1 do
    values[#values + 1] = redis.call('HGET', rows, ARGV[i])
  end
  return {record, values}
end

local function scan()
  local record, incarnation, rows, order = takeField(), take(), takeKey(), takeKey()
  local command, from, to, most, mostBytes = take(), take(), take(), tonumber(take()), tonumber(take())
  if not record or (incarnation ~= '' and string.sub(record, 1, 19) ~= incarnation) then
    return false
  end
  local keys = redis.call(command, order, from, to, 'LIMIT', 0, most + 1)
  local answer, bytes = {}, 0
  for i = 1, #keys do
    local row = redis.call('HGET', rows, keys[i])
    bytes = bytes + #keys[i] + #row - 19
    if i > most or (i > 1 and bytes > mostBytes) then
      return {record, 1, answer}
    end
    answer[#answer + 1] = keys[i]
    answer[#answer + 1] = row
  end
  return {record, 0, answer}
end

local function mapStatistics()
  local record, rows = takeField(), takeKey()
  return record and {record, redis.call('HLEN', rows)}
end

local answers = {found[1]}
while argument <= #ARGV do
  local kind = take()
  if kind == 'v' then
    answers[#answers + 1] = takeField()
  elseif kind == 'h' then
    answers[#answers + 1] = head()
  elseif kind == 'l' then
    answers[#answers + 1] = logEntries()
  elseif kind == 's' then
    answers[#answers + 1] = logStatistics()
  elseif kind == 'r' then
    answers[#answers + 1] = rowsByKey()
  elseif kind == 'p' then
    answers[#answers + 1] = scan()
  elseif kind == 'n' then
    answers[#answers + 1] = mapStatistics()
  end
end
return answers
