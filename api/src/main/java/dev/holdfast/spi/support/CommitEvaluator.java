package dev.holdfast.spi.support;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a commit, for backends that hold a cell still while they judge and change it.
 *
 * <p>Thread-safe; one serves a whole backend. It changes the session as it goes and throws in the
 * middle: the backend must then forget the session's changes.
 */
public final class CommitEvaluator {

  private final InstantSource clock;
  private final Limits limits;
  private final Tags tags = new Tags();

  /** Takes the time from {@code clock} and the bounds of trims and retries from {@code limits}. */
  public CommitEvaluator(InstantSource clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Applies {@code commit} to the cell that {@code session} holds.
   *
   * @return what it did, or what an earlier attempt of it did
   * @throws dev.holdfast.error.ConflictException if it may not be applied
   * @throws dev.holdfast.error.OutcomeUnknownException if it is repeated too late
   */
  public CommitResult evaluate(CellRef cell, CellSession session, Commit commit) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    CommitId id = commit.id();
    if (id != null) {
      CommitResult earlier = earlierResult(cell, session, id, now);
      if (earlier != null) {
        return earlier;
      }
    }
    for (Precondition precondition : commit.preconditions()) {
      Preconditions.check(cell, session, precondition);
    }
    long before = session.cell().sequence();
    CommitResult result = new Application(cell, session, now).apply(commit.mutations());
    if (id != null && result.sequence() != before) {
      session.putWriter(
          id.writer(),
          new WriterRecord(id.sequence(), result),
          now.minus(limits.writerRetention()));
    }
    return result;
  }

  private @Nullable CommitResult earlierResult(
      CellRef cell, CellSession session, CommitId id, Instant now) {
    WriterRecord known = session.writer(id.writer());
    if (known != null && known.sequence() == id.sequence()) {
      return known.result().asRepeated();
    }
    boolean overtaken = known != null && known.sequence() > id.sequence();
    if (overtaken || !now.isBefore(id.issuedAt().plus(limits.retryHorizon()))) {
      throw Conflicts.expired(cell, id);
    }
    return null;
  }

  /** One commit on its way: what it has changed so far. */
  private final class Application {

    private final CellRef cell;
    private final CellSession session;
    private final Instant at;
    private final long sequence;
    private final LogEditor logs;
    private List<Offset> offsets = List.of();
    private boolean changed;
    private boolean trimComplete = true;

    Application(CellRef cell, CellSession session, Instant now) {
      Instant previous = session.cell().updatedAt();
      this.cell = cell;
      this.session = session;
      this.at = previous == null || now.isAfter(previous) ? now : previous;
      this.sequence = session.cell().sequence() + 1;
      this.logs = new LogEditor(cell, session, at, limits.maxTrimEntries());
    }

    CommitResult apply(List<Mutation> mutations) {
      for (Mutation mutation : mutations) {
        apply(mutation);
      }
      if (changed && session.cell().sequence() != sequence) {
        session.putCell(session.cell().committed(sequence, at));
      }
      CellRecord after = session.cell();
      Instant instant = after.updatedAt() == null ? at : after.updatedAt();
      return new CommitResult(
          after.head(), after.sequence(), instant, offsets, trimComplete, false);
    }

    private void apply(Mutation mutation) {
      if (mutation instanceof Mutation.PutHead put) {
        putHead(put);
      } else if (mutation instanceof Mutation.DeleteHead) {
        deleteHead();
      } else if (mutation instanceof Mutation.Append append) {
        changed |= logs.append(append.log(), append.offset(), append.value());
        addOffset(append.offset());
      } else if (mutation instanceof Mutation.AppendNext append) {
        addOffset(logs.appendNext(append.log(), append.value()));
        changed = true;
      } else if (mutation instanceof Mutation.TrimThrough trim) {
        trimmed(logs.trimThrough(trim));
      } else if (mutation instanceof Mutation.TrimToLatest trim) {
        trimmed(logs.trimToLatest(trim));
      } else if (mutation instanceof Mutation.TrimOlderThan trim) {
        trimmed(logs.trimOlderThan(trim));
      } else if (mutation instanceof Mutation.TruncateAfter truncate) {
        trimmed(logs.truncate(truncate));
      } else if (mutation instanceof Mutation.DropLog drop) {
        changed |= logs.drop(drop.log());
      } else if (mutation instanceof Mutation.PutRow put) {
        putRow(put);
      } else if (mutation instanceof Mutation.DeleteRow delete) {
        deleteRow(delete.map(), delete.key());
      } else if (mutation instanceof Mutation.DropMap drop) {
        dropMap(drop.map());
      } else if (mutation instanceof Mutation.DeleteCell) {
        deleteCell();
      }
    }

    /** Most commits append once at the most, and need no list that grows. */
    private void addOffset(Offset offset) {
      if (offsets.isEmpty()) {
        offsets = List.of(offset);
        return;
      }
      if (offsets.size() == 1) {
        offsets = new ArrayList<>(offsets);
      }
      offsets.add(offset);
    }

    private void putHead(Mutation.PutHead put) {
      CellRecord now = session.cell();
      if (put.version() == now.version()
          && now.hasHead()
          && session.headValue().equals(put.value())) {
        return;
      }
      if (put.version() <= now.version()) {
        throw Conflicts.version(cell, "below " + put.version(), now.version());
      }
      session.putCell(now.withHead(put.version(), tags.next(), sequence, at));
      session.putHeadValue(put.value());
      changed = true;
    }

    private void deleteHead() {
      if (session.cell().hasHead()) {
        session.putCell(session.cell().withoutHead());
        session.deleteHeadValue();
        changed = true;
      }
    }

    private void trimmed(LogEditor.Trim trim) {
      changed |= trim.removed() > 0 || trim.moved();
      trimComplete &= trim.complete();
    }

    private void putRow(Mutation.PutRow put) {
      MapRecord map = session.map(put.map());
      if (map == null) {
        session.putCell(session.cell().withIncarnation());
        map = new MapRecord(session.cell().incarnations(), 0);
        session.putMap(put.map(), map);
      }
      boolean isNew = session.rowVersion(put.map(), map, put.key()) == 0;
      session.putRow(put.map(), map, new Row(put.key(), put.value(), sequence));
      if (isNew) {
        session.putMap(put.map(), map.withRows(1));
      }
      changed = true;
    }

    private void deleteRow(MapRef ref, Bytes key) {
      MapRecord map = session.map(ref);
      if (map != null && session.rowVersion(ref, map, key) != 0) {
        session.deleteRow(ref, map, key);
        session.putMap(ref, map.withRows(-1));
        changed = true;
      }
    }

    private void dropMap(MapRef ref) {
      MapRecord map = session.map(ref);
      if (map != null) {
        session.dropMap(ref, map);
        changed = true;
      }
    }

    private void deleteCell() {
      if (session.cell().hasHead() || session.hasLogsOrMaps()) {
        session.putCell(session.cell().withoutHead());
        session.deleteContents();
        changed = true;
      }
    }
  }
}
