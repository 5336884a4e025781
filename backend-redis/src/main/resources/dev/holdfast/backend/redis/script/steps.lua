-- The steps in their order: the preconditions, each judged on what is stored, then the mutations, each
-- on what those before it left. A refusal tells which one, and what was found.
--
-- A step is an argument of its letter and of counts, which have four digits; logs and maps are called by
-- their numbers. Then come its other operands.

while argument <= #ARGV do
  number = number + 1
  local step = ARGV[argument]
  local kind = string.sub(step, 1, 1)
  if kind == 'A' or kind == 'N' then -- entries, ids and values, at offsets given or at the next whole ones
    local log, count = struct.unpack('c4c4', step, 2)
    log = logs[tonumber(log)]
    local last, told -- the last offset, and what the result tells of all
    local from = argument + (kind == 'A' and 4 or 1)
    local to = from + 2 * count - 1
    argument = to + 1
    if kind == 'A' then
      local offset
      offset, last, told = ARGV[from - 3], ARGV[from - 2], ARGV[from - 1]
      while from < to and offset <= log.last do -- it has to be there already
        if not log.present or not hasEntry(log, ARGV[from], ARGV[from + 1]) then
          return {'offset', number, log.last}
        end
        from = from + 2
        if from < to then
          number = number + 1
          offset = offsetOf(ARGV[from])
        end
      end
    else
      local major = string.sub(log.last, 1, 19)
      local high, low = struct.unpack('c4c15', major) -- Lua's numbers hold fifteen digits
      for i = from, to, 2 do
        if major == LARGEST then
          return {'full', number + (i - from) / 2, log.last}
        end
        low = low + 1
        if low == 1e15 then
          high, low = string.format('%04d', high + 1), 0
        end
        major = high .. string.format('%015d', low)
        ARGV[i] = major .. '-0'
      end
      last, told = major .. ZERO, ARGV[from] .. '*' .. count
    end
    offsets = offsets and offsets .. ',' .. told or told
    if from < to then
      number = number + (to - from - 1) / 2
      if not log.present then
        if not log.dropped and redis.call('EXISTS', log.key) == 1 then
          return {'corrupt', log.key}
        end
        incarnations, parts = string.format('%019d', incarnations + 1), string.format('%019d', parts + 1)
        log.present, log.incarnation, log.trimmed = true, incarnations, log.last
      elseif logCount > 1 then
        redis.call('XLEN', log.key) -- fails before the first write if the key holds something else
      end
      local bytes = 0
      for i = from + 1, to, 2 do
        bytes = bytes + #ARGV[i]
      end
      log.bytes, cellBytes = log.bytes + bytes, cellBytes + bytes
      log.last = last
      log.runs = log.runs or {}
      log.runs[#log.runs + 1] = from
      log.runs[#log.runs + 1] = to
      log.changed, changed = true, true
    end
  elseif kind == 'P' then -- the head's version, tag and value
    local newVersion, value = ARGV[argument + 1], ARGV[argument + 3]
    if newVersion > version then
      version, tag, headAt = newVersion, ARGV[argument + 2], string.sub(sequenceAndTime, 20)
      cellBytes = cellBytes + #value - headBytes
      headBytes = string.format('%019d', #value)
      newHead = value
      changed = true
    elseif newVersion ~= version or not headAt or #value ~= tonumber(headBytes)
        or value ~= (newHead or redis.call('HGET', root, 'v')) then
      return {'version', number, version}
    end
    argument = argument + 4
  elseif kind == 'v' or kind == 'r' then -- the head is at this version, and has this tag
    if not headAt then
      return {'absent', number}
    elseif version ~= ARGV[argument + 1] then
      return {'version', number, version}
    elseif kind == 'r' and tag ~= ARGV[argument + 2] then
      return {'history', number, version, tag}
    end
    argument = argument + (kind == 'r' and 3 or 2)
  elseif kind == 'a' then -- there is no head
    if headAt then
      return {'exists', number, version}
    end
    argument = argument + 1
  elseif kind == 'p' then -- there is a head
    if not headAt then
      return {'absent', number}
    end
    argument = argument + 1
  elseif kind == 'l' then -- the log ends at this offset
    local log = logs[tonumber(string.sub(step, 2))]
    if log.last ~= ARGV[argument + 1] then
      return {'offset', number, log.last}
    end
    argument = argument + 2
  else
    argument = argument + 1
    local refusal = otherStep(kind, tonumber(string.sub(step, 2)))
    if refusal then
      return refusal
    end
  end
end
