-- Enters an id in a collection's index, or stamps its entry anew, and returns the stamp: the
-- server's time in milliseconds.
--
-- KEYS  1 the index: the ids in byte order · 2 the stamps by id
-- ARGV  1 the id

redis.replicate_commands()
local time = redis.call('TIME')
local stamp = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('ZCARD', KEYS[1]) -- fails before the first write if the key holds something else
redis.call('HSET', KEYS[2], ARGV[1], stamp)
redis.call('ZADD', KEYS[1], 0, ARGV[1])
return stamp
