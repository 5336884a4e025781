package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.error.GoneException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what the storage holds of a table, group by group. Thread-safe; its streams are not. */
final class WalDump<K, V> {

  private final Cells cells;
  private final CellRef cell;
  private final ChangeCodec<K, V> codec;
  private final OwnedLog log;

  WalDump(Cells cells, CellRef cell, ChangeCodec<K, V> codec, OwnedLog log) {
    this.cells = cells;
    this.cell = cell;
    this.codec = codec;
    this.log = log;
  }

  Stream<WalRecord<K, V>> records() {
    return logs(log.head()).stream().flatMap(this::groups);
  }

  private static List<LogRef> logs(TableHead head) {
    List<LogRef> logs = new ArrayList<>();
    if (head.base() != 0) {
      logs.add(Logs.base(head.base()));
    }
    head.wals().forEach(wal -> logs.add(Logs.wal(wal)));
    return logs;
  }

  private Stream<WalRecord<K, V>> groups(LogRef ref) {
    Iterator<LogEntry> entries =
        cells.entries(cell, ref, Offset.ORIGIN, Offset.END, Direction.ASCENDING);
    if (!entries.hasNext()) {
      requireCounting(ref);
    }
    GroupReader groups = new GroupReader(entries);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(groups, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .flatMap(group -> records(ref, group));
  }

  /** A log that is not there is one without changes, or was removed: the head knows. */
  private void requireCounting(LogRef ref) {
    HeadAnswer answer = cells.read(cell, Part.HeadPart.ANY);
    if (!(answer instanceof HeadAnswer.Present present)
        || !logs(TableHead.decode(cell.id(), present.head().value())).contains(ref)) {
      throw new GoneException(
          "Log \"%s\" of durable table \"%s\" was removed by a compaction, a clear or a drop before it was dumped; dump it again."
              .formatted(ref.name(), cell.id()));
    }
  }

  private Stream<WalRecord<K, V>> records(LogRef ref, GroupReader.Group group) {
    List<TableChange<K, V>> changes = new ArrayList<>();
    codec.decode(group.changes(), changes::add);
    return changes.stream()
        .map(change -> new WalRecord<>(ref.name(), group.number(), group.at(), change));
  }
}
