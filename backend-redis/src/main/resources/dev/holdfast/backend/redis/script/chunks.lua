-- Chunks: how many runs of a stream are read at once.

local MOST_IN_CHUNK = 100
local LARGE_LOG = 16777216
local MOST_OF_LARGE_LOG = 16 -- it may have small runs first and then others of 4 MiB each

-- Returns how many runs to read of a log of so many bytes and runs, where `wanted` would do and `mostBytes` may
-- be read; `largest` is the size of the largest run that was read of it, false before the first.
local function chunkSize(bytes, runs, largest, wanted, mostBytes)
  local most = math.min(wanted, MOST_IN_CHUNK)
  if bytes > LARGE_LOG then
    most = largest and math.min(most, MOST_OF_LARGE_LOG) or 1
  end
  local usual = math.max(1, largest or 1, bytes / math.max(1, runs))
  return math.max(1, math.min(most, math.ceil(mostBytes / usual)))
end
