-- The preconditions, each judged on what is stored. A refusal tells which condition, and what was found.

for number = 1, conditionCount do
  local kind = ARGV[argument]
  if kind == 'v' or kind == 'r' then -- the head is at this version, and has this tag
    if not cell.headAt then
      return {'absent', number}
    elseif cell.version ~= ARGV[argument + 1] then
      return {'version', number, cell.version}
    elseif kind == 'r' and cell.tag ~= ARGV[argument + 2] then
      return {'history', number, cell.version, cell.tag}
    end
    argument = argument + (kind == 'r' and 3 or 2)
  elseif kind == 'a' then -- there is no head
    if cell.headAt then
      return {'exists', number, cell.version}
    end
    argument = argument + 1
  elseif kind == 'p' then -- there is a head
    if not cell.headAt then
      return {'absent', number}
    end
    argument = argument + 1
  elseif kind == 'l' then -- the log ends at this offset
    local log = logs[tonumber(ARGV[argument + 1])]
    if log.last ~= ARGV[argument + 2] then
      return {'offset', number, log.last}
    end
    argument = argument + 3
  elseif kind == 'w' then -- the row has this version, zeros if there is none
    local there = rowVersion(mapAt(ARGV[argument + 1]), ARGV[argument + 2])
    if there ~= ARGV[argument + 3] then
      return {'row', number, there}
    end
    argument = argument + 4
  end
end
