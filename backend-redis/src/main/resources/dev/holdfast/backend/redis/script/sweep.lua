-- Settles entries of a collection's index whose stamps were old: those of cells that are gone leave
-- the index, those of cells that are there lose their stamps. An entry that was stamped since it was
-- looked at stays as it is: somebody is creating its cell. It returns the server's time in milliseconds.
--
-- KEYS  1 the index: the ids in byte order · 2 the stamps by id
-- ARGV  for each entry: the id · the stamp it had, empty for none · 1 if its cell is gone, or 0

redis.replicate_commands()
for i = 1, #ARGV, 3 do
  local id, stamp, isGone = ARGV[i], ARGV[i + 1], ARGV[i + 2] == '1'
  if (redis.call('HGET', KEYS[2], id) or '') == stamp then
    if isGone then
      redis.call('ZREM', KEYS[1], id)
    end
    if stamp ~= '' then
      redis.call('HDEL', KEYS[2], id)
    end
  end
end
local time = redis.call('TIME')
return string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
