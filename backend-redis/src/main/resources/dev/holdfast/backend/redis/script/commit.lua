-- A commit: what the steps have left is judged once more, then written. Until the first write nothing
-- has happened, and whatever could fail has been tried by then, because a script that fails later is not
-- rolled back. The first write may fail itself: that of a single log's entries, whose key nobody looked at.
--
-- It returns the number of the commit and its result, or a list that begins with a word: again and what
-- it returned first · index, where the cell has to be stamped in its collection's index first · expired ·
-- or a refusal. A server may write each list to the connection alone; strings leave it together.

local isListed = headAt or parts ~= ZERO

-- A cell that comes into being has to be in the index already, so that no listing misses it. The
-- entry may be swept again some time after it was stamped, so the stamp has to be fresh.
if changed and isListed and not wasListed then
  local stamp, fresh = ARGV[6], tonumber(string.sub(ARGV[3], 29, 47))
  local time = redis.call('TIME')
  if stamp == '' or math.abs(time[1] * 1000 + time[2] / 1000 - stamp) >= fresh then
    return {'index'}
  end
end

local answer = writerSequence .. (headAt and version or NO_TIME) .. tag
    .. (changed and sequenceAndTime or sequence .. (updatedAt or string.sub(sequenceAndTime, 20)))
    .. (trimComplete and '1' or '0') .. (offsets or '')
if not changed then
  return answer
end

-- First, so that a user who may not publish is refused before anything is written. Those who
-- listen get the message when the script has ended.
redis.call('PUBLISH', ARGV[4], ARGV[5])
for _, log in pairs(logs) do
  if log.changed then
    if log.stored then
      writeCut(log)
    end
    local key, added = log.key, log.added
    for i = log.first or 1, added and #added or 0, 3 do
      redis.call('XADD', key, added[i], added[i + 1], added[i + 2])
    end
    if log.present then
      written[#written + 1] = log.field
      written[#written + 1] = log.incarnation .. log.last .. log.trimmed
          .. string.format('%019d%019d', log.bytes, log.count)
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
written[#written + 1] = 'c'
written[#written + 1] = version .. tag .. (headAt or NO_TIME) .. sequenceAndTime .. incarnations
    .. parts .. headBytes .. string.format('%019d', cellBytes)
if newHead then
  written[#written + 1] = 'v'
  written[#written + 1] = newHead
elseif not headAt then
  removed[#removed + 1] = 'v'
end
if writer ~= '' then
  written[#written + 1] = writer
  written[#written + 1] = answer
  -- The writers stand in a queue. With each new one a few at its front are looked at: the idle ones go, the
  -- others move to its end. So the memory stays in proportion to the writers at work, and no commit does
  -- more than a little of that work, nor writes more than a little of the queue: field q has its front and
  -- its end, behind the numbers of the first of the fields q… between them, of the next to come, and the
  -- bytes of the front. Once q was the whole queue, whose length is that of so many ids.
  if not found[2] then
    local MOST_LOOKS = 4
    local ID_BYTES = 16
    local CHUNK_BYTES = 256 -- of a field between front and end; the end has less, or is about to be one
    local RESULT_AT = 74 -- where the instant stands in what is remembered of a writer
    local forgetBefore = tonumber(ARGV[1]) - tonumber(string.sub(ARGV[3], 10, 28))
    local queue = redis.call('HGET', root, 'q') or ''
    local first, next, front, back = 0, 0, '', ''
    if #queue % ID_BYTES == 0 then
      front = string.sub(queue, 1, CHUNK_BYTES)
      for from = CHUNK_BYTES + 1, #queue, CHUNK_BYTES do
        written[#written + 1] = string.format('q%d', next)
        written[#written + 1] = string.sub(queue, from, from + CHUNK_BYTES - 1)
        next = next + 1
      end
    else
      first, next = tonumber(string.sub(queue, 1, 19)) or 0, tonumber(string.sub(queue, 20, 38)) or 0
      local size = tonumber(string.sub(queue, 39, 42)) or 0 -- damage must not end the script here
      front, back = string.sub(queue, 43, 42 + size), string.sub(queue, 43 + size)
    end
    local kept = ''
    for _ = 1, MOST_LOOKS do
      if front == '' and first < next then
        local chunk = string.format('q%d', first)
        front, first = redis.call('HGET', root, chunk) or '', first + 1
        removed[#removed + 1] = chunk
      elseif front == '' then
        front, back = back, ''
      end
      if front == '' then
        break
      end
      local id = string.sub(front, 1, ID_BYTES)
      front = string.sub(front, ID_BYTES + 1)
      local known = redis.call('HGET', root, 'w' .. id)
      if known and tonumber(string.sub(known, RESULT_AT, RESULT_AT + 18)) >= forgetBefore then
        kept = kept .. id
      elseif known then
        removed[#removed + 1] = 'w' .. id
      end
    end
    back = back .. kept .. string.sub(writer, 2)
    if #back >= CHUNK_BYTES then
      written[#written + 1] = string.format('q%d', next)
      written[#written + 1] = back
      back, next = '', next + 1
    end
    written[#written + 1] = 'q'
    written[#written + 1] = string.format('%019d%019d%04d', first, next, #front) .. front .. back
  end
end
callWithAll('HDEL', root, removed)
callWithAll('HSET', root, written)
if not isListed then
  redis.call('PEXPIRE', root, tonumber(string.sub(ARGV[3], 48, 66)))
elseif existed and not wasListed then
  redis.call('PERSIST', root)
end
return answer
