package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.FencedException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a table, as their owner changes them.
 *
 * <p>Every commit has the precondition that the head is still the one that this owner wrote last.
 * So nothing of a former owner lands. After a failure in the middle of a group, or one whose
 * outcome is unknown, nothing more is written: only opening the table again can tell what is there.
 *
 * <p>Changes are made by one thread at a time; {@link #head}, {@link #length} and {@link #failure}
 * may be called by any.
 */
final class OwnedLog {

  private final CellRef cell;
  private final @Nullable Durability durability;
  private Revision revision;
  private Offset last;
  private long earlierLength;
  private volatile TableHead head;
  private volatile long walLength;
  private volatile @Nullable HoldfastException failure;

  /**
   * Makes the log of an owner that has just written {@code head}.
   *
   * @param last where the last wal ends
   * @param earlierLength how many changes the wals before it hold
   * @param walLength how many changes it holds
   */
  OwnedLog(
      CellRef cell,
      @Nullable Durability durability,
      Revision revision,
      TableHead head,
      Offset last,
      long earlierLength,
      long walLength) {
    this.cell = cell;
    this.durability = durability;
    this.revision = revision;
    this.head = head;
    this.last = last;
    this.earlierLength = earlierLength;
    this.walLength = walLength;
  }

  TableHead head() {
    return head;
  }

  /** Returns how many changes all logs hold. */
  long length() {
    return head.baseSize() + earlierLength + walLength;
  }

  /** Returns why nothing more can be written, {@code null} if it can. */
  @Nullable HoldfastException failure() {
    return failure;
  }

  /**
   * Makes sure that something can be written.
   *
   * @throws FencedException if there is a newer owner
   * @throws ClosedException if the log failed
   */
  void requireUsable() {
    HoldfastException known = failure;
    if (known instanceof FencedException) {
      throw new FencedException(known.happened(), known);
    } else if (known != null) {
      throw new ClosedException(
          "The log of durable table \"%s\" failed, and takes nothing more until the table is opened again: %s"
              .formatted(cell.id(), known.happened()),
          known);
    }
  }

  /** Begins a group at the end of the wal. */
  GroupWriter group(Cells cells) {
    long number = last.major() + 1;
    return new GroupWriter(
        cells.info().limits(), (entries, from) -> append(cells, number, entries, from));
  }

  /** Takes note that the group begun last has been stored, with so many changes. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread at a time
  void added(int changes) {
    walLength += changes;
  }

  private void append(Cells cells, long number, List<Bytes> entries, int from) {
    LogRef log = Logs.wal(head.wal());
    commit(
        cells, appends(log, number, entries, from), new Precondition.LogLast(log, last), from > 0);
    last = new Offset(number, from + entries.size() - 1L);
  }

  /** Stores entries of a group of the base that is being written. */
  void appendToBase(Cells cells, long number, List<Bytes> entries, int from) {
    commit(cells, appends(Logs.base(head.building()), number, entries, from), null, false);
  }

  private static List<Mutation> appends(LogRef log, long number, List<Bytes> entries, int from) {
    List<Mutation> appends = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      appends.add(new Mutation.Append(log, new Offset(number, from + (long) i), entries.get(i)));
    }
    return appends;
  }

  /** Stores the application's version. */
  void version(Cells cells, long version) {
    put(cells, head.withVersion(version), List.of());
  }

  /** Begins a base, and a new wal unless the one before the last is still there. */
  void beginBase(Cells cells) {
    long number = revision.version() + 1;
    TableHead before = head;
    boolean rolls = before.wals().size() == 1;
    List<Long> wals = rolls ? List.of(before.wal(), number) : before.wals();
    put(cells, before.building(number, wals), droppingBase(before.building()));
    if (rolls) {
      earlierLength = walLength;
      walLength = 0;
      last = Offset.ORIGIN;
    }
  }

  /** Puts the finished base in the place of what it was made of. */
  void endBase(Cells cells, long size) {
    TableHead before = head;
    List<Mutation> drops = new ArrayList<>(droppingBase(before.base()));
    before.wals().stream()
        .filter(wal -> wal != before.wal())
        .forEach(wal -> drops.add(new Mutation.DropLog(Logs.wal(wal))));
    put(cells, before.built(size), drops);
    earlierLength = 0;
  }

  /** Removes all that the logs hold. */
  void clear(Cells cells) {
    TableHead before = head;
    List<Mutation> drops = new ArrayList<>(droppingBase(before.base()));
    drops.addAll(droppingBase(before.building()));
    before.wals().forEach(wal -> drops.add(new Mutation.DropLog(Logs.wal(wal))));
    put(cells, before.emptied(revision.version() + 1), drops);
    earlierLength = 0;
    walLength = 0;
    last = Offset.ORIGIN;
  }

  /** Gives the table up. */
  void release(Cells cells) {
    TableHead before = head;
    put(cells, before.ownedBy(null, before.since()), droppingBase(before.building()));
  }

  /** Removes the table from the storage. */
  void drop(Cells cells) {
    commit(cells, List.of(new Mutation.DeleteCell()), null, false);
  }

  static List<Mutation> droppingBase(long base) {
    return base == 0 ? List.of() : List.of(new Mutation.DropLog(Logs.base(base)));
  }

  private void put(Cells cells, TableHead next, List<Mutation> more) {
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(new Mutation.PutHead(revision.version() + 1, next.encode()));
    mutations.addAll(more);
    Revision written = commit(cells, mutations, null, false).head();
    if (written == null) {
      throw fail(new CorruptException(ErrorCode.CORRUPT, "A head that was put is not there."));
    }
    revision = written;
    head = next;
  }

  private CommitResult commit(
      Cells cells, List<Mutation> mutations, @Nullable Precondition also, boolean begun) {
    requireUsable();
    List<Precondition> preconditions = new ArrayList<>();
    preconditions.add(new Precondition.HeadRevision(revision));
    if (also != null) {
      preconditions.add(also);
    }
    try {
      return cells.commit(cell, new Commit(null, preconditions, mutations, durability));
    } catch (ConflictException e) {
      throw fail(explain(e));
    } catch (OutcomeUnknownException | CorruptException e) {
      throw fail(e);
    } catch (HoldfastException e) {
      throw begun ? fail(e) : e; // what was not begun leaves nothing behind
    } catch (RuntimeException e) {
      throw fail(
          new OutcomeUnknownException(
              ErrorCode.OUTCOME_UNKNOWN,
              "A commit of durable table \"%s\" broke down: %s".formatted(cell.id(), e),
              e));
    }
  }

  private HoldfastException explain(ConflictException e) {
    if (e.code() != ErrorCode.OFFSET_CONFLICT) {
      return new FencedException(
          "Durable table \"%s\" has another owner now, or was dropped by one.".formatted(cell.id()),
          e);
    }
    return new CorruptException(
        ErrorCode.CORRUPT,
        "A log of durable table \"%s\" ends at %s instead of %s: stored changes were lost, as in a failover, or something else writes to it."
            .formatted(cell.id(), e.actual(), e.expected()),
        e);
  }

  private HoldfastException fail(HoldfastException reason) {
    failure = reason;
    return reason;
  }
}
