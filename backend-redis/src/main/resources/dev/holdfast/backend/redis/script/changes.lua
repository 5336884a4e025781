-- The mutations, in their order, each on what those before it left. A refusal tells which one,
-- counted on from the conditions, and what was found.

local offsets = {}
local trimComplete = true

local function putHead(number, version, tag, value)
  if version == cell.version and cell.headAt and headEquals(value) then
    return
  end
  if version <= cell.version then
    return {'version', number, cell.version}
  end
  cell.version, cell.tag, cell.headAt = version, tag, atText
  newHead = value
  setHeadBytes(#value)
  changed = true
end

local function deleteHead()
  if cell.headAt then
    cell.headAt = nil
    cell.tag = NO_TAG
    newHead = nil
    setHeadBytes(0)
    changed = true
  end
end

local function append(number, log, offset, value)
  offsets[#offsets + 1] = offset
  if offset > log.last then
    return addEntry(log, offset, value)
  end
  if not log.present or not hasEntry(log, offset, value) then
    return {'offset', number, log.last}
  end
end

local function appendNext(number, log, value)
  local major = string.sub(log.last, 1, 19)
  if major == LARGEST then
    return {'full', number, log.last}
  end
  local offset = successor(major) .. ZERO
  offsets[#offsets + 1] = offset
  return addEntry(log, offset, value)
end
