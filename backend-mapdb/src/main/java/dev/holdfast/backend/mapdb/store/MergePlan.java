package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.table.TableInfo;
import java.util.List;

/**
 * Decides which tables become one.
 *
 * <p>Tables fall into tiers, each {@value #FAN_IN} times as large as the one below. Once that many
 * of the newest lie in a tier or below it, they are merged. So a row is written about once for each
 * tier, and there are never more than a few tables in each. Only neighbours are merged, because
 * newer rows hide older ones.
 */
final class MergePlan {

  static final int FAN_IN = 4;

  private MergePlan() {}

  /** Returns how many of the newest tables to merge; 0 for none. */
  static int choose(List<TableInfo> newestFirst, long smallest) {
    int chosen = 0;
    long tier = smallest;
    for (int taken = 0; taken < newestFirst.size(); tier *= FAN_IN) {
      while (taken < newestFirst.size() && newestFirst.get(taken).bytes() <= tier) {
        taken++;
      }
      if (taken >= FAN_IN && isWorthwhile(newestFirst.subList(chosen, taken))) {
        chosen = taken;
      }
    }
    return chosen;
  }

  /** One table more is worth a merge only if it is joined by others of about its size. */
  private static boolean isWorthwhile(List<TableInfo> more) {
    return more.size() >= FAN_IN - 1;
  }
}
