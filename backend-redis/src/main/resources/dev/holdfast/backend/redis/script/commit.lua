-- A commit: judges everything first, then writes. Until the first write nothing has happened, and
-- whatever could fail has been tried by then, because a script that fails later is not rolled back.
-- The first write may fail itself: that of a single log's entries, whose key nobody looked at.
--
-- It returns the result, or a list that begins with a word: again and the first result · index, where
-- the cell has to be stamped in its collection's index first · expired · or a refusal. A list costs the
-- server a write of its own, where the results of many clients' commits leave it together.

local isListed = cell.headAt or cell.parts > 0

-- A cell that comes into being has to be in the index already, so that no listing misses it. The
-- entry may be swept again some time after it was stamped, so the stamp has to be fresh.
if changed and isListed and not wasListed then
  local time = redis.call('TIME')
  if stamp == '' or math.abs(time[1] * 1000 + time[2] / 1000 - tonumber(stamp)) >= setting(2) then
    return {'index'}
  end
end

local answer = (cell.headAt and cell.version or NO_TIME) .. cell.tag
    .. (changed and sequence or cell.sequence)
    .. (changed and atText or cell.updatedAt or atText)
    .. (trimComplete and '1' or '0') .. table.concat(offsets, ',')
if not changed then
  return answer
end

-- First, so that a user who may not publish is refused before anything is written. Those who
-- listen get the message when the script has ended.
redis.call('PUBLISH', channel, message)
local instant = at == now and ARGV[1] or string.format('%d', at)
for _, log in pairs(logs) do
  if log.changed then
    if log.stored then
      writeCut(log, instant)
    end
    local key, runs = log.key, log.runs
    for run = 1, runs and #runs or 0, 2 do
      for i = runs[run], runs[run + 1], 2 do
        redis.call('XADD', key, ARGV[i], instant, ARGV[i + 1])
      end
    end
    if log.present then
      write(log.field, log.incarnation .. log.last .. log.trimmed .. padded(log.bytes))
      if log.floor or log.dropped then
        removed[#removed + 1] = 'f' .. string.sub(log.field, 2)
      end
    else
      writeDropped(log)
    end
  end
end
for _, map in pairs(maps) do
  writeMap(map)
end
write('c', cell.version .. cell.tag .. (cell.headAt or NO_TIME) .. sequence .. atText
    .. string.format('%019d%019d%019d%019d', cell.incarnations, cell.parts, cell.headBytes, cell.bytes))
if newHead then
  write('v', newHead)
elseif not cell.headAt then
  removed[#removed + 1] = 'v'
end
if writer ~= '' then
  if not found[2] then
    rememberNew()
  end
  write(writer, writerSequence .. answer)
end
callWithAll('HDEL', root, removed)
callWithAll('HSET', root, written)
if not isListed then
  redis.call('PEXPIRE', root, setting(3))
elseif existed and not wasListed then
  redis.call('PERSIST', root)
end
return answer
