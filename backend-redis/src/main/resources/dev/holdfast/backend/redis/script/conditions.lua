-- The preconditions, each judged on what is stored. A refusal tells which condition, and what was found.

local function take()
  argument = argument + 1
  return ARGV[argument - 1]
end

local function judge(number)
  local kind = take()
  if kind == 'a' then -- there is no head
    if cell.headAt then
      return {'exists', number, cell.version}
    end
  elseif kind == 'p' then -- there is a head
    if not cell.headAt then
      return {'absent', number}
    end
  elseif kind == 'v' then -- the head is at this version
    local version = take()
    if not cell.headAt then
      return {'absent', number}
    elseif cell.version ~= version then
      return {'version', number, cell.version}
    end
  elseif kind == 'r' then -- the head is at this version, and has this tag
    local version, tag = take(), take()
    if not cell.headAt then
      return {'absent', number}
    elseif cell.version ~= version then
      return {'version', number, cell.version}
    elseif cell.tag ~= tag then
      return {'history', number, cell.version, cell.tag}
    end
  elseif kind == 'l' then -- the log ends at this offset
    local log, last = logAt(take()), take()
    if log.last ~= last then
      return {'offset', number, log.last}
    end
  elseif kind == 'w' then -- the row has this version, zeros if there is none
    local map, key, version = mapAt(take()), take(), take()
    local there = rowVersion(map, key)
    if there ~= version then
      return {'row', number, there}
    end
  end
end
