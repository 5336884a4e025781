-- Reads parts of one cell from one state.
--
-- KEYS  1 the cell · for each part in turn the keys that it reads
-- ARGV  1 the number of fields · 2 whether to hand on whole logs · the fields, c first · the parts
--
-- It returns the cell's field, then an answer for each part. Fields are named by their number.

local FEW = 8 -- entries that pass through a script as cheaply as through a command of their own

local root = KEYS[1]
local fieldCount = tonumber(ARGV[1])
local found = redis.call('HMGET', root, unpack(ARGV, 3, fieldCount + 2))
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

-- Reads entries one chunk after the other, until they are too many or too large.
local function boundedRange(command, stream, from, to, most, mostBytes, largest)
  local entries, bytes = {}, 0
  while true do
    local size = math.max(1, math.min(100, most + 1 - #entries, math.ceil((mostBytes - bytes) / largest)))
    local chunk = redis.call(command, stream, from, to, 'COUNT', size)
    for i = 1, #chunk do
      local length = #chunk[i][2][2]
      if #entries == most or (#entries > 0 and bytes + length > mostBytes) then
        return entries, 1
      end
      entries[#entries + 1] = chunk[i]
      bytes = bytes + length
      largest = math.max(largest, length)
      from = '(' .. chunk[i][1]
    end
    if #chunk < size then
      return entries, 0
    end
  end
end

-- Returns a log's record, 1 if there are more entries, and the entries. Instead of 1 it may be 2: the
-- others are to be read by a plain command, as each entry that passes through a script costs it much.
local function logEntries()
  local record, incarnation, stream = takeField(), take(), takeKey()
  local command, from, to, most, mostBytes = take(), take(), take(), tonumber(take()), tonumber(take())
  if not record or (incarnation ~= '' and string.sub(record, 1, 19) ~= incarnation) then
    return false
  end
  local all = tonumber(string.sub(record, 96))
  if all > mostBytes then
    local average = math.max(1, all / math.max(1, redis.call('XLEN', stream)))
    local entries, more = boundedRange(command, stream, from, to, most, mostBytes, average)
    return {record, more, entries}
  end
  if not isWhole and most > FEW then
    local entries = redis.call(command, stream, from, to, 'COUNT', FEW)
    return {record, #entries == FEW and 2 or 0, entries}
  end
  local entries = redis.call(command, stream, from, to, 'COUNT', most + 1)
  if #entries > most then
    entries[#entries] = nil
    return {record, 1, entries}
  end
  return {record, 0, entries}
end

local function logStatistics()
  local record, stream = takeField(), takeKey()
  if not record then
    return false
  end
  local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
  return {record, redis.call('XLEN', stream), first and first[1] or false}
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
