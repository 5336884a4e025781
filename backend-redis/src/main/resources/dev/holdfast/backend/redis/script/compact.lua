-- Writes the stream of a log anew, with entries that came one by one as runs, where it is short.
--
-- KEYS  1 the cell · 2 the stream
-- ARGV  1 the field of the log · 2 its incarnation · 3 how long the stream may be · 4 how many bytes the log
--       may have
--
-- It returns by how many entries the stream is shorter.

local MOST_JOINED = 2000 -- a server does nothing else meanwhile
local MOST_IN_RUN = 64
local MOST_BYTES_IN_RUN = 3900
local USUAL_MARK = 10
local EXACT = 1e15

redis.replicate_commands()
local record = redis.call('HGET', KEYS[1], ARGV[1])
if not record or string.sub(record, 1, 19) ~= ARGV[2] or tonumber(string.sub(record, 96, 114)) > tonumber(ARGV[4])
    or redis.call('XLEN', KEYS[2]) > tonumber(ARGV[3]) then
  return {0}
end
-- Nothing is put back once the stream is gone, so whether it could be is asked before: this id is refused to
-- whoever may add entries, for which there has to be room too. While its slot moves, a server of a cluster
-- makes no key anew; then it refuses whatever names one that it does not have.
local function mayAdd()
  local refusal = redis.pcall('XADD', KEYS[2], '0-0', 'f', 'v')
  return string.find(refusal.err or '', 'greater than 0-0', 1, true)
      and type(redis.pcall('EXISTS', KEYS[1], KEYS[1] .. ':none')) == 'number'
end

if not mayAdd() then
  return {0}
end
local trimmed = string.sub(record, 58, 95)
local stored = redis.call('XRANGE', KEYS[2], '-', '+')
local anew = {} -- ids, fields and values in turn
local joined, isDamaged = 0, false

local function entriesIn(field)
  local star = string.find(field, '*', 1, true)
  return star and tonumber(string.sub(field, star + 1, star + 4)) or 1
end

local ids, majors, minors, times, values -- of the entries of a run

local function begin()
  ids, majors, minors, times, values = {}, {}, {}, {}, {}
end

local function add(id, time, value)
  local n = #ids + 1
  local major, minor = string.match(id, '(%d+)-(%d+)')
  ids[n], majors[n], minors[n], times[n], values[n] = id, tonumber(major), tonumber(minor), time, value
end

-- Returns where the nth entry is, seen from the next one. Of large numbers that would not be exact.
local function placeOf(n)
  local major, minor = majors[n + 1], minors[n + 1]
  if major < EXACT and minor < EXACT then
    if minors[n] == minor and majors[n] + 1 == major then
      return '+'
    elseif majors[n] == major and minors[n] + 1 == minor then
      return '.'
    end
  end
  return ',' .. ids[n] .. '='
end

local function finish()
  local count, marks = #ids, {}
  for i = 1, count do
    local later = times[i] == times[1] and '' or string.format('@%d', times[i] - times[1])
    marks[i] = (i < count and placeOf(i) or '=') .. #values[i] .. later
  end
  local place = #anew
  anew[place + 1] = ids[count]
  anew[place + 2] = times[1] .. (count == 1 and '' or string.format('*%04d', count) .. table.concat(marks))
  anew[place + 3] = table.concat(values)
end

-- Makes one run of what the stream has from one place to another, but for what was trimmed.
local function join(from, to)
  begin()
  for i = from, to do
    local id, field, value = stored[i][1], stored[i][2][1], stored[i][2][2]
    local star = string.find(field, '*', 1, true)
    if star then
      local entries, time, own = entriesOf(id, field, value)
      local bytes = 0
      for length in string.gmatch(string.sub(field, star + 5), '[=+.](%d+)') do
        bytes = bytes + length
      end
      for j = 1, #entries, 2 do
        if entries[j] > trimmed then
          add(streamId(entries[j]), own and own[(j + 1) / 2] or time, entries[j + 1])
        end
      end
      isDamaged = isDamaged or bytes ~= #value or #entries ~= 2 * entriesIn(field)
    else
      add(id, field, value)
    end
  end
  joined = joined + #ids
  finish()
end

local function take(from, to)
  if from < to and joined < MOST_JOINED then
    join(from, to)
    return
  end
  for i = from, to do
    local place = #anew
    anew[place + 1], anew[place + 2], anew[place + 3] = stored[i][1], stored[i][2][1], stored[i][2][2]
  end
end

local from, count, bytes = 1, 0, 0
for i = 1, #stored do
  local more = entriesIn(stored[i][2][1])
  local length = #stored[i][2][2] + more * USUAL_MARK
  if count + more > MOST_IN_RUN or bytes + length > MOST_BYTES_IN_RUN then
    take(from, i - 1)
    from, count, bytes = i, 0, 0
  end
  count, bytes = count + more, bytes + length
end
take(from, #stored)

local fewer = #stored - #anew / 3
if fewer > 0 and not isDamaged then
  redis.call('UNLINK', KEYS[2])
  for i = 1, #anew, 3 do
    redis.call('XADD', KEYS[2], anew[i], anew[i + 1], anew[i + 2])
  end
  return {fewer}
end
return {0}
