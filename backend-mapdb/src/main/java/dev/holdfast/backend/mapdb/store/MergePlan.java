package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.table.TableInfo;
import java.util.List;

/**
 * Decides which tables become one.
 *
 * <p>Tables fall into tiers, each {@value #FAN_IN} times as large as the one below. Once a tier has
 * that many, or one less with smaller ones on top, they are merged with all that are newer. So a
 * row is written about once for each tier, and no tier ever has more than a few tables. Only
 * neighbours are merged, because newer rows hide older ones.
 */
final class MergePlan {

  static final int FAN_IN = 4;

  private MergePlan() {}

  /** Returns how many of the newest tables to merge; 0 for none. */
  static int choose(List<TableInfo> newestFirst, long smallest) {
    int chosen = 0;
    int taken = 0;
    for (long tier = smallest; taken < newestFirst.size(); tier *= FAN_IN) {
      int smaller = taken;
      while (taken < newestFirst.size() && newestFirst.get(taken).bytes() <= tier) {
        taken++;
      }
      if (taken >= FAN_IN && taken - smaller >= FAN_IN - 1) {
        chosen = taken;
      }
    }
    return chosen;
  }
}
