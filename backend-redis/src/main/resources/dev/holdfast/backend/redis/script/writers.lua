-- The memory of commits: for each writer the number of its newest commit and that commit's result.
if writer ~= '' then
  local known = found[2] and string.sub(found[2], 1, 19)
  if known == writerSequence then
    return {'again', found[2]}
  end
  -- Late: the time in which the commit may be repeated is over.
  if isLate == '1' or (known and known > writerSequence) then
    return {'expired'}
  end
end
