-- The memory of commits: for each writer the number of its newest commit and that commit's result.
--
-- Field q lists the writers. With each new writer a few of the list are looked at: the idle ones go,
-- the others move to its end. So the memory stays in proportion to the writers at work, and no commit
-- does more than a little of that work.

if writer ~= '' then
  local known = found[2] and string.sub(found[2], 1, 19)
  if known == writerSequence then
    return {'again', string.sub(found[2], 20)}
  end
  if isLate or (known and known > writerSequence) then
    return {'expired'}
  end
end

local function rememberNew()
  local MOST_LOOKS = 4
  local ID_BYTES = 16
  local RESULT_AT = 74 -- where the instant stands in what is remembered of a writer
  local queue = redis.call('HGET', root, 'q') or ''
  local kept = {}
  for _ = 1, math.min(MOST_LOOKS, #queue / ID_BYTES) do
    local id = string.sub(queue, 1, ID_BYTES)
    queue = string.sub(queue, ID_BYTES + 1)
    local known = redis.call('HGET', root, 'w' .. id)
    if known and tonumber(string.sub(known, RESULT_AT, RESULT_AT + 18)) >= setting(1) then
      kept[#kept + 1] = id
    elseif known then
      removed[#removed + 1] = 'w' .. id
    end
  end
  write('q', queue .. table.concat(kept) .. string.sub(writer, 2))
end
