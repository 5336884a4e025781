-- Logs: a record in the cell's hash, the entries in a stream whose ids are the offsets.
--
-- Nothing is written while a commit is judged. Until then a log is what is left of the stream, after
-- `after` and up to `upTo`, followed by the entries that this commit adds. A log without entries has
-- no stream.

local LOG = 'c19c38c38c19'

local function openLog(name, key, record, floor)
  local log = {name = name, key = key, added = {}, values = {}, first = 1, cut = {}, stored = 0, had = 0, bytes = 0}
  if record then
    log.present = true
    log.incarnation, log.last, log.trimmed, log.bytes = struct.unpack(LOG, record)
    log.bytes = tonumber(log.bytes)
    log.stored = redis.call('XLEN', key)
    log.had = log.stored
    log.after, log.upTo = log.trimmed, log.last
  else
    log.last = floor or ORIGIN -- a deleted log of this name leaves its end behind
    log.floor = floor
  end
  return log
end

local function logAt(index)
  index = tonumber(index)
  local log = logs[index]
  if not log then
    log = openLog(ARGV[12 + index], KEYS[1 + index], found[1 + 2 * index], found[2 + 2 * index])
    logs[index] = log
  end
  return log
end

local function resize(log, bytes)
  log.bytes = log.bytes + bytes
  cell.bytes = cell.bytes + bytes
end

local function addEntry(log, offset, value)
  if not log.present then
    if not log.dropped and redis.call('EXISTS', log.key) == 1 then
      return {'corrupt', log.key}
    end
    log.present = true
    log.incarnation = nextIncarnation()
    log.trimmed = log.last
  end
  log.added[#log.added + 1] = offset
  log.values[offset] = value
  log.last = offset
  log.changed = true
  changed = true
  resize(log, #value)
end

local function hasEntry(log, offset, value)
  local own = log.values[offset]
  if own then
    return own == value
  end
  if log.stored == 0 or offset <= log.after or offset > log.upTo then
    return false
  end
  local id = streamId(offset)
  local entry = redis.call('XRANGE', log.key, id, id)[1]
  return entry ~= nil and entry[2][2] == value
end

local function writeLog(log)
  if not log.changed then
    return
  end
  if log.dropped or (log.stored == 0 and log.had > 0) then
    redis.call('UNLINK', log.key)
  else
    if log.cutFront then
      redis.call('XTRIM', log.key, 'MINID', '=',
          string.sub(log.after, 1, 19) .. '-' .. successor(string.sub(log.after, 20)))
    end
    if log.lowered and log.stored > 0 then
      callWithAll('XDEL', log.key, log.cut)
      redis.call('XSETID', log.key, streamId(log.upTo))
    end
  end
  local instant = string.format('%.0f', at)
  for i = log.first, #log.added do
    local offset = log.added[i]
    redis.call('XADD', log.key, streamId(offset), instant, log.values[offset])
  end
  if log.present then
    write('l' .. log.name, log.incarnation .. log.last .. log.trimmed .. padded(log.bytes))
    remove('f' .. log.name)
  else
    remove('l' .. log.name)
    if log.floor then
      write('f' .. log.name, log.floor)
    else
      remove('f' .. log.name)
    end
  end
end
