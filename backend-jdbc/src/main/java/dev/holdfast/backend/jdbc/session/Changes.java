package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.CellState;
import dev.holdfast.backend.jdbc.cell.Counters;
import dev.holdfast.backend.jdbc.cell.LastWriter;
import dev.holdfast.backend.jdbc.cell.StateCodec;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.CellChange;
import dev.holdfast.backend.jdbc.dialect.CellChange.CellValues;
import dev.holdfast.backend.jdbc.dialect.CellChange.Displaced;
import dev.holdfast.backend.jdbc.dialect.CellChange.Garbage;
import dev.holdfast.backend.jdbc.dialect.CellChange.Place;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a cell that a commit has changed into what a dialect writes. */
final class Changes {

  /** How many of a cell number's bits are random; those above them are the time. */
  private static final int RANDOM_BITS = 21;

  /** The incarnation of garbage that is a whole cell. */
  private static final long WHOLE_CELL = 0;

  private final Tags random = new Tags();
  private final Duration tombstoneRetention;

  Changes(Duration tombstoneRetention) {
    this.tombstoneRetention = tombstoneRetention;
  }

  /** What to write, and what the cell is once that is done. */
  record Written(CellChange change, StoredCell after) {}

  Written of(long collection, Bytes id, CellEdit edit) {
    StoredCell before = edit.stored();
    CellRecord counters = edit.cell();
    CellState state = edit.state();
    Instant at = counters.updatedAt() == null ? Instant.EPOCH : counters.updatedAt();
    long num = before == null ? newNumber() : before.num();
    StoredCell after = new StoredCell(num, random.next(), counters, state);
    List<CellChange.Removal> removed = new ArrayList<>();
    List<CellChange.NewRun> entries = new ArrayList<>();
    edit.entryChanges().forEach(log -> log.collect(removed, entries));
    List<CellChange.OldRow> deleted = new ArrayList<>();
    List<CellChange.NewRow> rows = new ArrayList<>();
    edit.rowChanges().forEach(map -> map.collect(deleted, rows));
    CellChange change =
        new CellChange(
            num,
            new Place(collection, id),
            before == null ? null : before.stamp(),
            values(edit, after, id, at),
            removed,
            entries,
            deleted,
            rows,
            displaced(edit.displaced()),
            edit.forgetBefore().toEpochMilli(),
            garbage(edit, at));
    return new Written(change, after);
  }

  /** Numbers grow with time, so that new rows lie side by side; a clash is a lost race. */
  private long newNumber() {
    return (System.currentTimeMillis() << RANDOM_BITS) | (random.next() >>> (64 - RANDOM_BITS));
  }

  private static CellValues values(CellEdit edit, StoredCell after, Bytes id, Instant at) {
    return new CellValues(
        isListed(edit),
        at.toEpochMilli(),
        after.stamp(),
        after.state().bytes(),
        Counters.of(after, id, isListed(edit)).encode(),
        StateCodec.encode(after.state()),
        edit.headChanged(),
        edit.newHead());
  }

  private static boolean isListed(CellEdit edit) {
    return edit.cell().hasHead() || edit.hasLogsOrMaps();
  }

  private static @Nullable Displaced displaced(@Nullable LastWriter writer) {
    return writer == null
        ? null
        : new Displaced(
            encode(writer.writer()),
            writer.commit().result().at().toEpochMilli(),
            StateCodec.encode(writer.commit()));
  }

  /** Returns the 16 bytes of a writer's id. */
  static Bytes encode(UUID writer) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(writer.getMostSignificantBits())
            .putLong(writer.getLeastSignificantBits())
            .array());
  }

  private List<Garbage> garbage(CellEdit edit, Instant at) {
    List<Garbage> garbage = new ArrayList<>();
    edit.dropped().forEach(i -> garbage.add(new Garbage(i, at.toEpochMilli())));
    if (!isListed(edit)) {
      garbage.add(new Garbage(WHOLE_CELL, at.plus(tombstoneRetention).toEpochMilli()));
    }
    return garbage;
  }
}
