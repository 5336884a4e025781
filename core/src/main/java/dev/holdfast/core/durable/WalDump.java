package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import java.util.ArrayList;
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
    TableHead head = log.head();
    List<LogRef> logs = new ArrayList<>();
    if (head.base() != 0) {
      logs.add(Logs.base(head.base()));
    }
    head.wals().forEach(wal -> logs.add(Logs.wal(wal)));
    return logs.stream().flatMap(this::groups);
  }

  private Stream<WalRecord<K, V>> groups(LogRef ref) {
    GroupReader groups =
        new GroupReader(cells.entries(cell, ref, Offset.ORIGIN, Offset.END, Direction.ASCENDING));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(groups, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .flatMap(group -> records(ref, group));
  }

  private Stream<WalRecord<K, V>> records(LogRef ref, GroupReader.Group group) {
    List<TableChange<K, V>> changes = new ArrayList<>();
    codec.decode(group.changes(), changes::add);
    return changes.stream()
        .map(change -> new WalRecord<>(ref.name(), group.number(), group.at(), change));
  }
}
