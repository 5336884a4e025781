-- The steps in their order: the preconditions, each judged on what is stored, then the mutations, each
-- on what those before it left. A refusal tells which one, and what was found.
--
-- A step is an argument of its letter and of counts, which have four digits; logs and maps are called by
-- their numbers. Then come its other operands.

while argument <= #ARGV do
  number = number + 1
  local step = ARGV[argument]
  local kind = string.sub(step, 1, 1)
  if kind == 'A' or kind == 'N' then -- runs of entries, at offsets given or at the next whole ones
    local log, count, runs = struct.unpack('c4c4c4', step, 2)
    log, count = logs[tonumber(log)], tonumber(count)
    local last, told -- the last offset, and what the result tells of all
    local source, from = ARGV, argument + (kind == 'A' and 4 or 1)
    local to = from + 3 * runs - 1
    local left = count -- of the entries, those that are new
    argument = to + 1
    if kind == 'A' then
      last, told = ARGV[from - 2], ARGV[from - 1]
      if ARGV[from - 3] <= log.last then -- the first ones have to be there already
        source, left = newEntries(log, from, to)
        if not source then
          return {'offset', number + left, log.last}
        end
        from, to = 1, #source
      end
    else
      local high, low = struct.unpack('c4c15', log.last) -- Lua's numbers hold fifteen digits
      local before, major = number, nil
      for i = from, to, 3 do
        local entries = ARGV[i + 1] == '' and 1 or tonumber(string.sub(ARGV[i + 1], 2, 5))
        low = low + entries
        if low >= 1e15 then
          high, low = string.format('%04d', high + 1), low - 1e15
        end
        major = high .. string.format('%015d', low)
        if major > LARGEST then
          return {'full', before + tonumber(string.sub(LARGEST, 5)) - low + entries, log.last}
        end
        before = before + entries
        ARGV[i] = major .. '-0'
      end
      last, told = major .. ZERO, major .. '-0*' .. count
    end
    number = number + count - 1
    offsets = offsets and offsets .. ',' .. told or told
    if left > 0 then
      if not log.present then
        if not log.dropped and redis.call('EXISTS', log.key) == 1 then
          return {'corrupt', log.key}
        end
        incarnations, parts = string.format('%019d', incarnations + 1), string.format('%019d', parts + 1)
        log.present, log.incarnation, log.trimmed = true, incarnations, log.last
      elseif logCount > 1 then
        redis.call('XLEN', log.key) -- fails before the first write if the key holds something else
      end
      local added, bytes = log.added or {}, 0
      for i = from, to, 3 do
        local place, value = #added, source[i + 2]
        added[place + 1], added[place + 2], added[place + 3] = source[i], instant .. source[i + 1], value
        bytes = bytes + #value
      end
      log.added, log.last = added, last
      log.count, log.bytes, cellBytes = log.count + left, log.bytes + bytes, cellBytes + bytes
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
