package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells of a backend of Holdfast. */
final class HoldfastCells implements StoredCells {

  private static final LogRef LOG = new LogRef("deltas");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MOST_BYTES = 1 << 20;

  private final Backend backend;
  private final CollectionRef collection = new CollectionRef("benchmark", "rooms");

  /** Uses and closes {@code backend}. */
  HoldfastCells(Backend backend) {
    this.backend = backend;
  }

  @Override
  public long commit(String id, CommitId commit, long expected, byte[] value, byte[] entry) {
    long version = expected + 1;
    Precondition unchanged =
        expected == 0 ? new Precondition.HeadAbsent() : new Precondition.HeadVersion(expected);
    List<Mutation> mutations =
        List.of(
            new Mutation.PutHead(version, Bytes.wrap(value)),
            new Mutation.Append(LOG, new Offset(version, 0), Bytes.wrap(entry)));
    apply(id, new Commit(id(commit), List.of(unchanged), mutations, null));
    return version;
  }

  @Override
  public long append(String id, CommitId commit, long first, List<byte[]> entries) {
    List<Mutation> mutations = new ArrayList<>(entries.size());
    for (byte[] entry : entries) {
      Offset offset = new Offset(first + mutations.size(), 0);
      mutations.add(new Mutation.Append(LOG, offset, Bytes.wrap(entry)));
    }
    List<Offset> offsets = apply(id, new Commit(id(commit), List.of(), mutations, null));
    return offsets.get(offsets.size() - 1).major();
  }

  private List<Offset> apply(String id, Commit commit) {
    try {
      return backend.commit(cell(id), commit, Deadline.after(TIMEOUT)).offsets();
    } catch (ConflictException | OutcomeUnknownException e) {
      ConcurrentModificationException conflict =
          new ConcurrentModificationException(e.getMessage());
      conflict.initCause(e);
      throw conflict;
    }
  }

  private static dev.holdfast.spi.CommitId id(CommitId commit) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return new dev.holdfast.spi.CommitId(commit.writer(), commit.number(), now);
  }

  @Override
  public @Nullable Value value(String id) {
    HeadAnswer answer = backend.head(cell(id), null, Deadline.after(TIMEOUT));
    return answer instanceof HeadAnswer.Present present ? value(present.head()) : null;
  }

  private static Value value(Head head) {
    return new Value(head.revision().version(), head.value().asBuffer(), head.at().toEpochMilli());
  }

  @Override
  public List<Entry> entries(String id, long after, int most) {
    Part.LogPart part =
        Part.LogPart.after(LOG, new Offset(after, Offset.INFINITE), most, MOST_BYTES);
    List<Entry> entries = new ArrayList<>(most);
    backend
        .read(List.of(CellRead.of(cell(id), part)), Deadline.after(TIMEOUT))
        .get(0)
        .answer(0, LogAnswer.class)
        .entries()
        .forEach(
            entry ->
                entries.add(
                    new Entry(
                        entry.offset().major(),
                        entry.value().asBuffer(),
                        entry.at().toEpochMilli())));
    return entries;
  }

  @Override
  public List<Listed> list(String after, int most) {
    List<Listed> listed = new ArrayList<>(most);
    Bytes cursor = null;
    do {
      ListQuery query = ListQuery.all(collection, most).from(cursor);
      var page = backend.list(query, Deadline.after(TIMEOUT));
      for (CellSummary cell : page.cells()) {
        if (cell.cell().id().compareTo(after) > 0) {
          listed.add(listed(cell));
        }
      }
      cursor = page.cursor();
    } while (listed.isEmpty() && cursor != null);
    return listed;
  }

  private static Listed listed(CellSummary cell) {
    return new Listed(
        cell.cell().id(),
        cell.head() == null ? 0 : cell.head().version(),
        cell.headAt() == null ? 0 : cell.headAt().toEpochMilli());
  }

  private CellRef cell(String id) {
    return collection.cell(id);
  }

  @Override
  public void close() {
    backend.close();
  }
}
