package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cell whose whole state follows from the number of its last commit, so that any state found can
 * be checked from end to end.
 *
 * <p>Commit k writes the head at version k, appends k to a log that keeps its newest {@value #KEPT}
 * entries, counts in a map, and puts a row into another that is dropped now and then; every {@value
 * #LIFE}th commit deletes the cell first.
 */
public final class Ledger {

  private static final LogRef LOG = new LogRef("log");
  private static final MapRef COUNTS = MapRef.sorted("counts");
  private static final MapRef SCRATCH = MapRef.unsorted("scratch");
  private static final int KEPT = 20;
  private static final int SCRATCH_LIFE = 10;
  private static final int LIFE = 70;
  private static final int COUNTERS = 7;
  private static final int LONG_VALUE = 3_000;

  private final CellRef cell;

  /** Makes the ledger of a cell. */
  public Ledger(CellRef cell) {
    this.cell = cell;
  }

  /** The part of a backend that a ledger needs. */
  public interface Cells {
    /** Commits. */
    CommitResult commit(CellRef cell, Commit commit);

    /** Reads. */
    CellAnswer read(CellRead read);
  }

  /** Returns the cell. */
  public CellRef cell() {
    return cell;
  }

  /** Returns the commit that leads from state k - 1 to state k. */
  public Commit commit(long k) {
    List<Mutation> mutations = new ArrayList<>();
    if (k % LIFE == 0) {
      mutations.add(new Mutation.DeleteCell());
    }
    mutations.add(new Mutation.PutHead(k, value("head", k)));
    mutations.add(new Mutation.AppendNext(LOG, value("log", k)));
    mutations.add(new Mutation.TrimToLatest(LOG, KEPT));
    if (k % SCRATCH_LIFE == 0) {
      mutations.add(new Mutation.DropMap(SCRATCH));
    }
    mutations.add(new Mutation.PutRow(SCRATCH, Bytes.ofLong(k), value("scratch", k)));
    long counter = k % COUNTERS;
    mutations.add(
        new Mutation.PutRow(COUNTS, Bytes.ofLong(counter), Bytes.ofLong(count(k, counter))));
    Commit commit = new Commit(null, List.of(), mutations, null);
    return k == 1 ? commit : commit.when(new Precondition.HeadVersion(k - 1));
  }

  /** How often the counter was counted in this life of the cell, up to commit k. */
  private static long count(long k, long counter) {
    long count = 0;
    for (long i = birth(k); i <= k; i++) {
      count += i % COUNTERS == counter ? 1 : 0;
    }
    return count;
  }

  private static long birth(long k) {
    return Math.max(1, k - k % LIFE);
  }

  /** Some values are long, so that they do not stand in line. */
  private Bytes value(String what, long k) {
    Random random = new Random(cell.id().hashCode() * 31L + what.hashCode() + k);
    byte[] bytes = new byte[random.nextInt(8) == 0 ? LONG_VALUE : random.nextInt(100)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /**
   * Returns the number of the last commit found, having checked everything that follows from it.
   */
  public long check(Cells cells) {
    CellAnswer found =
        cells.read(
            CellRead.of(
                cell,
                Part.HeadPart.ANY,
                Part.LogPart.after(LOG, Offset.ORIGIN, 1_000, 1 << 20),
                Part.ScanPart.all(COUNTS, 1_000, 1 << 20),
                Part.ScanPart.all(SCRATCH, 1_000, 1 << 20)));
    if (!(found.head() instanceof HeadAnswer.Present present)) {
      assertThat(found.version()).isZero();
      return 0;
    }
    Head head = present.head();
    long k = head.revision().version();
    assertThat(head.value()).isEqualTo(value("head", k));
    checkLog(k, found.answer(1, LogAnswer.class));
    checkCounts(k, found.answer(2, RowPage.class));
    checkScratch(k, found.answer(3, RowPage.class));
    return k;
  }

  private void checkLog(long k, LogAnswer log) {
    assertThat(log.last()).isEqualTo(new Offset(k, 0));
    long first = Math.max(birth(k), k - KEPT + 1);
    assertThat(log.entries()).extracting(LogEntry::offset).hasSize((int) (k - first + 1));
    for (LogEntry entry : log.entries()) {
      assertThat(entry.offset()).isEqualTo(new Offset(first, 0));
      assertThat(entry.value()).isEqualTo(value("log", first));
      first++;
    }
  }

  private void checkCounts(long k, RowPage counts) {
    long sum = 0;
    for (Row row : counts.rows()) {
      long counter = row.key().asBuffer().getLong();
      long count = row.value().asBuffer().getLong();
      assertThat(count).as("counter %d after %d", counter, k).isEqualTo(count(k, counter));
      sum += count;
    }
    assertThat(sum).isEqualTo(k - birth(k) + 1);
  }

  private void checkScratch(long k, RowPage scratch) {
    TreeMap<Bytes, Bytes> expected = new TreeMap<>();
    for (long i = Math.max(birth(k), k - k % SCRATCH_LIFE); i <= k; i++) {
      expected.put(Bytes.ofLong(i), value("scratch", i));
    }
    TreeMap<Bytes, Bytes> rows = new TreeMap<>();
    scratch.rows().forEach(row -> rows.put(row.key(), row.value()));
    assertThat(rows).isEqualTo(expected);
  }
}
