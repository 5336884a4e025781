-- A commit: judges everything first, then writes. Until the first write nothing has happened, and
-- whatever could fail has been tried by then, because a script that fails later is not rolled back.
--
-- It returns ok and the result · again and the first result · index, where the cell has to be stamped
-- in its collection's index first · expired · or a refusal.

local function change(number)
  local kind = take()
  if kind == 'P' then
    return putHead(number, take(), take(), take())
  elseif kind == 'A' then
    return append(number, logAt(take()), take(), take())
  elseif kind == 'N' then
    return appendNext(number, logAt(take()), take())
  elseif kind == 'D' then
    deleteHead()
  else
    return changeOther(number, kind)
  end
end

local function result()
  return (cell.headAt and cell.version or NO_TIME) .. cell.tag
      .. (changed and sequence or padded(cell.sequence))
      .. (changed and atText or padded(cell.updatedAt or at))
      .. (trimComplete and '1' or '0') .. table.concat(offsets)
end

-- A cell that comes into being has to be in the index already, so that no listing misses it. The
-- entry may be swept again some time after it was stamped, so the stamp has to be fresh.
local function isIndexed()
  if stamp == '' then
    return false
  end
  local time = redis.call('TIME')
  return math.abs(time[1] * 1000 + time[2] / 1000 - tonumber(stamp)) < stampMillis
end

local function apply()
  -- First, so that a user who may not publish is refused before anything is written. Those who
  -- listen get the message when the script has ended.
  redis.call('PUBLISH', channel, message)
  for _, log in pairs(logs) do
    writeLog(log)
  end
  for _, map in pairs(maps) do
    writeMap(map)
  end
  writeCell()
  callWithAll('HDEL', root, removed)
  callWithAll('HSET', root, written)
  if not isListed() then
    redis.call('PEXPIRE', root, tombstoneMillis)
  elseif existed and not wasListed then
    redis.call('PERSIST', root)
  end
end

if writer ~= '' then
  local known = found[2]
  if known and string.sub(known, 1, 19) == writerSequence then
    return {'again', string.sub(known, 20)}
  end
  if isLate or (known and string.sub(known, 1, 19) > writerSequence) then
    return {'expired'}
  end
end
for number = 1, conditionCount do
  local refusal = judge(number)
  if refusal then
    return refusal
  end
end
local number = conditionCount
while argument <= #ARGV do
  number = number + 1
  local refusal = change(number)
  if refusal then
    return refusal
  end
end
local answer = result()
if changed then
  if isListed() and not wasListed and not isIndexed() then
    return {'index'}
  end
  if writer ~= '' then
    rememberWriter(answer)
  end
  apply()
end
return {'ok', answer}
