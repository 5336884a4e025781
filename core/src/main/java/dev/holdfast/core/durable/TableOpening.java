package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.FencedException;
import dev.holdfast.error.GoneException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Becomes the owner of a table and reads what it holds.
 *
 * <p>The head is taken first, after a trial whether there is something that cannot be read, so that
 * a former owner writes nothing more; then the logs are read, and the group that a former owner
 * left unfinished is cut off, so that nothing is ever written behind it. Each step may be the last
 * one of this process: the next opener does the same again.
 */
final class TableOpening<K, V> {

  private final Cells cells;
  private final CellRef cell;
  private final UUID owner;
  private final Ownership ownership;
  private final @Nullable Durability durability;
  private final ChangeCodec<K, V> codec;
  private final TrialReading<K, V> trial;

  /** A head that this opener wrote. */
  private record Taken(Revision revision, TableHead head) {}

  /**
   * Makes one.
   *
   * @param owner as whom to own the table; whoever opens it again as the same takes it from itself
   */
  TableOpening(
      Cells cells, CellRef cell, UUID owner, TableOptions<K, V> options, ChangeCodec<K, V> codec) {
    this.cells = cells;
    this.cell = cell;
    this.owner = owner;
    this.ownership = options.ownership();
    this.durability = options.durability();
    this.codec = codec;
    this.trial = new TrialReading<>(cells, cell, options, codec);
  }

  /** Takes what is restored, once it is known about how much that is. */
  interface Restoring<K, V> {

    /** Returns what takes each change, in order. */
    Consumer<TableChange<K, V>> begin(long expected);
  }

  /**
   * Opens the table.
   *
   * @throws ConfigurationException if it has an owner that is to be respected
   * @throws FencedException if another opener was faster
   */
  OwnedLog open(Restoring<K, V> restoring) {
    Taken taken = take();
    try {
      return read(taken, restoring.begin(taken.head.baseSize()));
    } catch (GoneException e) {
      throw fenced(e);
    } catch (RuntimeException | Error e) {
      if (!(e instanceof HoldfastException) || e instanceof CorruptException) {
        giveUp(taken, e);
      }
      throw e;
    }
  }

  /** Leaves what cannot be read to those who can; it would else have an owner for good. */
  private void giveUp(Taken taken, Throwable reason) {
    TableHead free = taken.head.ownedBy(null, taken.head.since());
    try {
      put(
          new Precondition.HeadRevision(taken.revision),
          List.of(putting(taken.revision, free)),
          free);
    } catch (HoldfastException e) {
      reason.addSuppressed(e);
    }
  }

  private static Mutation putting(Revision before, TableHead head) {
    return new Mutation.PutHead(before.version() + 1, head.encode());
  }

  private Taken take() {
    while (true) {
      CellAnswer answer = cells.read(cell, List.of(Part.HeadPart.ANY));
      try {
        return answer.head() instanceof HeadAnswer.Present present
            ? takeOver(present.head().revision(), decoded(present))
            : create(answer.version() + 1);
      } catch (ConflictException e) {
        // Another opener was between: look again who owns it.
      }
    }
  }

  private TableHead decoded(HeadAnswer.Present present) {
    return TableHead.decode(cell.id(), present.head().value());
  }

  private Taken takeOver(Revision revision, TableHead found) {
    if (found.owner() != null && !found.owner().equals(owner) && ownership == Ownership.RESPECT) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_IN_USE,
          ("Durable table \"%s\" has been owned by process %d on host %s since %s, and is not to be"
                  + " taken over. Stop that process, or, if it is dead, open the table with"
                  + " Ownership.TAKE_OVER.")
              .formatted(cell.id(), found.process(), found.hostForPeople(), found.since()));
    }
    tryToRead(revision, found);
    TableHead next = found.ownedBy(owner, cells.clock().instant());
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(putting(revision, next));
    mutations.addAll(OwnedLog.droppingBase(found.building()));
    return put(new Precondition.HeadRevision(revision), mutations, next);
  }

  private void tryToRead(Revision revision, TableHead found) {
    try {
      trial.read(found);
    } catch (CorruptException e) {
      if (isAt(revision)) {
        throw e;
      }
      // What was read is of two states; the commit that follows is refused, and all begins anew.
    }
  }

  /** Numbers of logs grow with the head's version, which goes on after a table was dropped. */
  private Taken create(long version) {
    TableHead head =
        new TableHead(0, null, 0, null, cells.clock().instant(), null, 0, 0, List.of(version), 0)
            .ownedBy(owner, cells.clock().instant());
    return put(
        new Precondition.HeadAbsent(), List.of(new Mutation.PutHead(version, head.encode())), head);
  }

  private Taken put(Precondition precondition, List<Mutation> mutations, TableHead head) {
    Commit commit = new Commit(null, List.of(precondition), mutations, durability);
    Revision written = cells.commit(cell, commit).head();
    if (written == null) {
      throw fenced(null);
    }
    return new Taken(written, head);
  }

  private OwnedLog read(Taken taken, Consumer<TableChange<K, V>> target) {
    TableHead head = taken.head;
    if (head.base() != 0) {
      read(Logs.base(head.base()), target);
    }
    List<Long> wals = head.wals();
    long earlier = 0;
    for (long wal : wals.subList(0, wals.size() - 1)) {
      earlier += read(Logs.wal(wal), target).changes;
    }
    LogRef last = Logs.wal(head.wal());
    ReadLog read = read(last, target);
    if (read.torn) {
      cutOff(taken, last, read.end);
    } else {
      requireOwner(taken);
    }
    return new OwnedLog(cell, durability, taken.revision, head, read.end, earlier, read.changes);
  }

  /** What was found in a log. */
  private record ReadLog(long changes, Offset end, boolean torn) {}

  private ReadLog read(LogRef log, Consumer<TableChange<K, V>> target) {
    GroupReader groups =
        new GroupReader(cells.entries(cell, log, Offset.ORIGIN, Offset.END, Direction.ASCENDING));
    long changes = 0;
    while (groups.hasNext()) {
      changes += codec.decode(groups.next().changes(), target);
    }
    return new ReadLog(changes, groups.end(), groups.isTorn());
  }

  private void cutOff(Taken taken, LogRef log, Offset end) {
    Precondition owned = new Precondition.HeadRevision(taken.revision);
    Mutation cut = new Mutation.TruncateAfter(log, end);
    try {
      cells.trimAll(cell, new Commit(null, List.of(owned), List.of(cut), durability));
    } catch (ConflictException e) {
      throw fenced(e);
    }
  }

  private void requireOwner(Taken taken) {
    if (!isAt(taken.revision)) {
      throw fenced(null);
    }
  }

  private boolean isAt(Revision revision) {
    return cells.read(cell, new Part.HeadPart(revision)) instanceof HeadAnswer.Unchanged;
  }

  private HoldfastException fenced(@Nullable Throwable cause) {
    return new FencedException(
        "Durable table \"%s\" was taken over by another opener while it was read."
            .formatted(cell.id()),
        cause);
  }
}
