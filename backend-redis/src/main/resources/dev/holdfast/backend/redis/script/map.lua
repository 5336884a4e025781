-- Maps: a record in the cell's hash, the rows in a hash of their own, the order of their keys in a
-- sorted set whose scores are all equal. A row is its version, 19 digits, and its value.
--
-- Nothing is written while a commit is judged. Until then a map is what is stored, changed by what
-- this commit puts (a value) and deletes (false).

local MAP = 'c19c19'
local VERSION_BYTES = 19

local function openMap(field, rows, order, record)
  local map = {field = field, rows = rows, order = order, changes = {}, keys = {}, isNew = {}, bytes = 0}
  if record then
    map.present, map.stored = true, true
    map.incarnation, map.bytes = struct.unpack(MAP, record)
    map.bytes = tonumber(map.bytes)
  end
  return map
end

local function mapAt(index)
  local map = maps[index]
  if not map then
    local keys = logCount + 2 * index
    map = openMap(ARGV[7 + logCount + index], KEYS[keys], KEYS[keys + 1], found[2 + logCount + index])
    maps[index] = map
  end
  return map
end

-- Returns the version of a row before this commit, or zeros.
local function rowVersion(map, key)
  local row = map.present and redis.call('HGET', map.rows, key)
  return row and string.sub(row, 1, VERSION_BYTES) or ZERO
end

-- Returns the bytes of a row's value as this commit has left it, or nothing where there is no row.
local function rowBytes(map, key)
  local change = map.changes[key]
  if change == nil then
    local length = map.stored and redis.call('HSTRLEN', map.rows, key) or 0
    return length > 0 and length - VERSION_BYTES or nil
  end
  return change and #change or nil
end

local function resizeMap(map, bytes)
  map.bytes = map.bytes + bytes
  cellBytes = cellBytes + bytes
end

-- Fails before anything is written if the map's keys hold something else.
local function checkTypes(map)
  if map.stored and not map.checked then
    redis.call('ZCARD', map.order)
    redis.call('HLEN', map.rows)
  end
  map.checked = true
end

local function setRow(map, key, value, isNew)
  if map.changes[key] == nil then
    map.keys[#map.keys + 1] = key
    map.isNew[key] = isNew
  end
  map.changes[key] = value
  map.changed = true
  changed = true
end

local function putRow(map, key, value)
  if not map.present then
    if not map.dropped and redis.call('EXISTS', map.rows, map.order) > 0 then
      return {'corrupt', map.rows}
    end
    map.present = true
    incarnations, parts = padded(incarnations + 1), padded(parts + 1)
    map.incarnation = incarnations
  end
  checkTypes(map)
  local before = rowBytes(map, key)
  resizeMap(map, before and #value - before or #key + #value)
  setRow(map, key, value, not before)
end

local function deleteRow(map, key)
  local before = map.present and rowBytes(map, key)
  if before then
    checkTypes(map)
    resizeMap(map, -#key - before)
    setRow(map, key, false, false)
  end
end

local function dropMap(map)
  resizeMap(map, -map.bytes)
  parts = padded(parts - 1)
  map.present, map.stored, map.dropped, map.changed = false, false, true, true
  map.changes, map.keys, map.isNew = {}, {}, {}
  changed = true
end

local function writeMap(map)
  if not map.changed then
    return
  end
  if map.dropped then
    redis.call('UNLINK', map.rows, map.order)
  end
  local puts, ranks, deletes = {}, {}, {}
  for i = 1, #map.keys do
    local key = map.keys[i]
    local value = map.changes[key]
    if value then
      puts[#puts + 1] = key
      puts[#puts + 1] = string.sub(sequenceAndTime, 1, 19) .. value
      if map.isNew[key] then
        ranks[#ranks + 1] = '0'
        ranks[#ranks + 1] = key
      end
    elseif not map.isNew[key] then
      deletes[#deletes + 1] = key
    end
  end
  callWithAll('HSET', map.rows, puts)
  callWithAll('ZADD', map.order, ranks)
  callWithAll('HDEL', map.rows, deletes)
  callWithAll('ZREM', map.order, deletes)
  if map.present then
    written[#written + 1] = map.field
    written[#written + 1] = map.incarnation .. padded(map.bytes)
  else
    removed[#removed + 1] = map.field
  end
end
