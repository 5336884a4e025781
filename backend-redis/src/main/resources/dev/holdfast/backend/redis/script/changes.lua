-- The mutations, in their order, each on what those before it left. A refusal tells which one,
-- counted on from the conditions, and what was found.

local offsets = {} -- of entries appended: "id", or "id*count" for those at the next whole offsets too
local number = conditionCount

while argument <= #ARGV do
  number = number + 1
  local kind = ARGV[argument]
  if kind == 'P' then
    local version, value = ARGV[argument + 1], ARGV[argument + 3]
    local isSame = version == cell.version and cell.headAt and #value == cell.headBytes
        and value == (newHead or redis.call('HGET', root, 'v'))
    if not isSame then
      if version <= cell.version then
        return {'version', number, cell.version}
      end
      cell.version, cell.tag, cell.headAt = version, ARGV[argument + 2], atText
      cell.bytes = cell.bytes + #value - cell.headBytes
      cell.headBytes = #value
      newHead = value
      changed = true
    end
    argument = argument + 4
  elseif kind == 'A' then -- log, how many, what the result says, first and last offset, ids and values
    local log = logs[tonumber(ARGV[argument + 1])]
    local last = argument + 4 + 2 * tonumber(ARGV[argument + 2])
    local offset = ARGV[argument + 4]
    local from = argument + 6
    offsets[#offsets + 1] = ARGV[argument + 3]
    while offset <= log.last do
      if not log.present or not hasEntry(log, ARGV[from], ARGV[from + 1]) then
        return {'offset', number, log.last}
      elseif from == last then
        break
      end
      from = from + 2
      number = number + 1
      offset = offsetOf(ARGV[from])
    end
    if offset > log.last then
      local refusal = addEntries(log, from, last + 1, ARGV[argument + 5])
      if refusal then
        return refusal
      end
    end
    number = number + (last - from) / 2
    argument = last + 2
  elseif kind == 'N' then -- log, how many, for each nothing, where its id comes to stand, and its value
    local log = logs[tonumber(ARGV[argument + 1])]
    local from, last = argument + 3, argument + 1 + 2 * tonumber(ARGV[argument + 2])
    local major = string.sub(log.last, 1, 19)
    for i = from, last, 2 do
      if major == LARGEST then
        return {'full', number + (i - from) / 2, log.last}
      end
      major = successor(major)
      ARGV[i] = major .. '-0'
    end
    offsets[#offsets + 1] = ARGV[from] .. '*' .. ARGV[argument + 2]
    local refusal = addEntries(log, from, last + 1, major .. ZERO)
    if refusal then
      return refusal
    end
    number = number + (last - from) / 2
    argument = last + 2
  else
    argument = argument + 1
    local refusal = changeOther(kind)
    if refusal then
      return refusal
    end
  end
end
