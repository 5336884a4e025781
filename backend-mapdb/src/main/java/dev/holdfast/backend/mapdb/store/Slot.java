package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.journal.Ticket;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * What one cell has in memory: the rows changed since a checkpoint.
 *
 * <p>Readers see {@link #visible}. Commits build on {@link #newest}, which may be ahead of it while
 * a commit is being written; {@code newest} and {@code last} are guarded by the cell's lock.
 */
final class Slot {

  volatile TreePMap<Bytes, Value> visible = TreePMap.empty();
  TreePMap<Bytes, Value> newest = TreePMap.empty();
  @Nullable Ticket last;
}
