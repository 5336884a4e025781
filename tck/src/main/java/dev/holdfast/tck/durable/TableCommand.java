package dev.holdfast.tck.durable;

import java.util.List;

/** One step of a random history of one table. */
sealed interface TableCommand {

  /** Changes in a batch. */
  record Batch(List<Step> steps) implements TableCommand {}

  /** Changes that are on their way at the same time, in this order. */
  record Burst(List<Step> steps) implements TableCommand {}

  /** One change; an empty value removes the key. */
  record Step(String key, String value) {

    boolean isDelete() {
      return value.isEmpty();
    }

    /** Returns the key, the digits of the value and its length. */
    @Override
    public String toString() {
      return isDelete() ? "-" + key : key + "=" + value.replace("x", "") + "#" + value.length();
    }
  }

  /** A dirty change. */
  record Dirty(Step step) implements TableCommand {}

  /** A flush. */
  record Flush() implements TableCommand {}

  /** A clear. */
  record Clear() implements TableCommand {}

  /** A forced compaction. */
  record Compact() implements TableCommand {}

  /** A compaction that fails after so many commits. */
  record BrokenCompact(int commits) implements TableCommand {}

  /** A batch that fails after so many commits, for good: the owner crashes. */
  record Crash(List<Step> steps, int commits) implements TableCommand {}

  /** A take-over by the other instance, while the owner has dirty values. */
  record TakeOver() implements TableCommand {}

  /** A stop and another opening; of the whole storage where it is restartable. */
  record Reopen(boolean storage) implements TableCommand {}

  /** A drop and another opening. */
  record Drop() implements TableCommand {}
}
