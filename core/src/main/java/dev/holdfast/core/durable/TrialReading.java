package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.GoneException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import java.util.function.Consumer;

/**
 * Finds out whether an opener can read a table, before it takes the table from an owner at work.
 *
 * <p>It reads the beginning of each log only, as most tables are read twice at hardly any cost, and
 * a wrong codec shows in the first changes.
 */
final class TrialReading<K, V> {

  /** Enough of a log to tell by. */
  private static final int MOST_CHANGES = 10_000;

  private static final long MOST_BYTES = 4L << 20;

  /** Enough for a table that changes meanwhile; it would else never be taken from a busy owner. */
  private static final int MOST_TRIALS = 3;

  private final Cells cells;
  private final CellRef cell;
  private final TableOptions<K, V> options;
  private final ChangeCodec<K, V> codec;
  private int trials;

  TrialReading(Cells cells, CellRef cell, TableOptions<K, V> options, ChangeCodec<K, V> codec) {
    this.cells = cells;
    this.cell = cell;
    this.options = options;
    this.codec = codec;
  }

  /**
   * Reads from the logs that {@code head} names, into a table that nobody sees; after a few times,
   * nothing.
   *
   * @throws dev.holdfast.error.CorruptException if they cannot be read with these codecs
   */
  void read(TableHead head) {
    if (++trials > MOST_TRIALS) {
      return;
    }
    Consumer<TableChange<K, V>> target =
        new Restoration<K, V>(options.order(), new Updates<>(cell.id(), null)).begin(0);
    try {
      if (head.base() != 0) {
        read(Logs.base(head.base()), target);
      }
      head.wals().forEach(wal -> read(Logs.wal(wal), target));
    } catch (GoneException e) {
      // Its owner has folded the logs meanwhile; then the head is another one, and read again.
    }
  }

  private void read(LogRef log, Consumer<TableChange<K, V>> target) {
    GroupReader groups =
        new GroupReader(cells.entries(cell, log, Offset.ORIGIN, Offset.END, Direction.ASCENDING));
    long changes = 0;
    long bytes = 0;
    while (changes < MOST_CHANGES && bytes < MOST_BYTES && groups.hasNext()) {
      GroupBytes group = groups.next().changes();
      bytes += group.remaining();
      changes += codec.decode(group, target);
    }
  }
}
