package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Writers and readers at the same time, through two instances. */
public abstract class ConcurrencySuite extends CellSuite {

  private static final int WRITERS = 4;

  /** For subclasses. */
  protected ConcurrencySuite() {}

  @Test
  @Clause({"CELL-CONC-01", "CELL-TWO-02"})
  void concurrentIncrements_loseNothing() throws Exception {
    int each = isLong() ? 250 : 20;
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Cell mine = throughInstance(i);
      writers.add(
          () -> {
            for (int done = 0; done < each; ) {
              done += increment(mine) ? 1 : 0;
            }
            return each;
          });
    }
    Together.run(writers);

    Head head = requireNonNull(cell().head());
    assertThat(head.value()).isEqualTo(bytes(Integer.toString(WRITERS * each)));
    assertThat(head.revision().version()).isEqualTo((long) WRITERS * each);
  }

  @Test
  @Clause({"CELL-READ-02", "CELL-READ-03"})
  void readers_seeOneState() throws Exception {
    int commits = isLong() ? 1_000 : 80;
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicInteger readers = new AtomicInteger(2);
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          // Goes on until the readers have seen enough, however slow they are.
          for (int i = 1; readers.get() > 0; i++) {
            Bytes value = bytes(Integer.toString(i));
            cell()
                .commit(
                    new Mutation.PutHead(i, value),
                    new Mutation.Append(LOG, at(i, 0), value),
                    new Mutation.PutRow(SORTED, bytes("key"), value),
                    new Mutation.PutRow(UNSORTED, bytes("key"), value),
                    new Mutation.TrimToLatest(LOG, 3));
            acknowledged.set(i);
          }
          return acknowledged.get();
        });
    for (int i = 0; i < 2; i++) {
      Cell mine = throughInstance(i);
      tasks.add(
          () -> {
            try {
              for (int reads = 0; reads < commits || acknowledged.get() < commits; reads++) {
                long atLeast = acknowledged.get();
                assertThat(versionOfOneState(mine))
                    .as("the version read")
                    .isGreaterThanOrEqualTo(atLeast);
              }
              return commits;
            } finally {
              readers.decrementAndGet();
            }
          });
    }
    Together.run(tasks);
  }

  @Test
  @Clause({"CELL-CONC-02", "CELL-CONC-03"})
  void aTailingReader_seesEveryEntryInOrder() throws Exception {
    int each = isLong() ? 500 : 40;
    int total = WRITERS * each;
    List<Callable<List<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      tasks.add(appending(throughInstance(i), i, each));
    }
    tasks.add(() -> tail(throughInstance(0), total));
    tasks.add(() -> tail(throughInstance(1), total));
    List<List<String>> results = Together.run(tasks);

    Set<String> written = new HashSet<>();
    results.subList(0, WRITERS).forEach(written::addAll);
    List<String> log = cell().entries(LOG).stream().map(ConcurrencySuite::text).toList();
    assertThat(log).hasSize(total).doesNotHaveDuplicates().containsAll(written);
    assertThat(results.get(WRITERS)).as("what the first reader saw").isEqualTo(log);
    assertThat(results.get(WRITERS + 1)).as("what the second reader saw").isEqualTo(log);
  }

  @Test
  @Clause("CELL-CONC-02")
  void overlappingWriters_neverFillAGap() throws Exception {
    int rounds = isLong() ? 200 : 25;
    for (int round = 1; round <= rounds; round++) {
      long major = round;
      List<Callable<Boolean>> writers =
          List.of(
              () -> appends(throughInstance(0), at(major, 5)),
              () -> appends(throughInstance(1), at(major, 6)));
      List<Boolean> done = Together.run(writers);

      assertThat(done.get(1)).as("whether the later offset was appended").isTrue();
      LogAnswer answer = cell().log(LOG, at(major, 0));
      assertThat(answer.entries()).hasSize(done.get(0) ? 2 : 1);
    }
  }

  @Test
  @Clause("CELL-CONC-04")
  void movesBetweenRows_keepTheSum() throws Exception {
    int moves = isLong() ? 400 : 30;
    int rows = 5;
    List<Mutation> start = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      start.add(putRow(SORTED, "row " + i, "100"));
    }
    cell().commitAll(start);
    AtomicInteger running = new AtomicInteger(2);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Cell mine = throughInstance(i);
      tasks.add(
          () -> {
            for (int done = 0; done < moves; ) {
              done += moves(mine, rows) ? 1 : 0;
            }
            return running.decrementAndGet();
          });
    }
    tasks.add(
        () -> {
          int scans = 0;
          do {
            RowPage page =
                throughInstance(1).ask(Part.ScanPart.all(SORTED, 8, limits().maxReadBytes()));
            assertThat(page.rows().stream().mapToInt(ConcurrencySuite::number).sum())
                .as("the sum of %s", page.rows())
                .isEqualTo(100 * rows);
            scans++;
          } while (running.get() > 0);
          return scans;
        });
    Together.run(tasks);
    assertThat(cell().rows(SORTED).stream().mapToInt(ConcurrencySuite::number).sum())
        .isEqualTo(100 * rows);
  }

  private static boolean increment(Cell cell) {
    Head head = cell.head();
    int count = head == null ? 0 : Integer.parseInt(head.value().toUtf8());
    Commit commit = Commit.of(put(count + 1, Integer.toString(count + 1)));
    return applied(
        cell,
        head == null
            ? commit.when(new Precondition.HeadAbsent())
            : commit.when(new Precondition.HeadRevision(head.revision())));
  }

  private long versionOfOneState(Cell cell) {
    CellAnswer answer =
        cell.read(
            Part.HeadPart.ANY,
            new Part.LogStatsPart(LOG),
            Part.LogPart.after(LOG, Offset.ORIGIN, 8, limits().maxReadBytes()),
            new Part.RowsPart(SORTED, List.of(bytes("key"))),
            Part.ScanPart.all(UNSORTED, 8, limits().maxReadBytes()));
    if (!(answer.head() instanceof HeadAnswer.Present present)) {
      assertThat(answer.answer(1, LogStats.class).present()).isFalse();
      return 0;
    }
    long version = present.head().revision().version();
    Bytes value = bytes(Long.toString(version));
    LogStats stats = answer.answer(1, LogStats.class);
    LogAnswer log = answer.answer(2, LogAnswer.class);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.sequence()).isEqualTo(version);
    assertThat(present.head().value()).isEqualTo(value);
    assertThat(stats.last()).isEqualTo(at(version, 0)).isEqualTo(log.last());
    assertThat(stats.count()).isEqualTo(Math.min(3, version)).isEqualTo(log.entries().size());
    assertThat(stats.trimmedThrough()).isEqualTo(at(Math.max(0, version - 3), 0));
    Row row = requireNonNull(answer.answer(3, RowsAnswer.class).row(bytes("key")));
    assertThat(row.value()).isEqualTo(value);
    assertThat(answer.answer(4, RowPage.class).rows()).extracting(Row::value).containsOnly(value);
    return version;
  }

  private static Callable<List<String>> appending(Cell cell, int writer, int count) {
    return () -> {
      List<String> written = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String value = "entry " + i + " of writer " + writer;
        CommitResult result = cell.commit(append(value));
        written.add(result.offsets().get(0) + " " + value);
      }
      return written;
    };
  }

  private static List<String> tail(Cell cell, int total) {
    List<String> seen = new ArrayList<>();
    Offset last = Offset.ORIGIN;
    while (seen.size() < total) {
      for (LogEntry entry : cell.log(LOG, last).entries()) {
        assertThat(entry.offset()).as("the next entry").isEqualTo(at(last.major() + 1, 0));
        seen.add(text(entry));
        last = entry.offset();
      }
    }
    return seen;
  }

  private static boolean appends(Cell cell, Offset offset) {
    return applied(cell, Commit.of(new Mutation.Append(LOG, offset, bytes("entry"))));
  }

  private static boolean moves(Cell cell, int rows) {
    int from = ThreadLocalRandom.current().nextInt(rows);
    int to = (from + 1 + ThreadLocalRandom.current().nextInt(rows - 1)) % rows;
    Bytes fromKey = bytes("row " + from);
    Bytes toKey = bytes("row " + to);
    RowsAnswer answer = cell.ask(new Part.RowsPart(SORTED, List.of(fromKey, toKey)));
    Row source = requireNonNull(answer.row(fromKey));
    Row target = requireNonNull(answer.row(toKey));
    return applied(
        cell,
        Commit.of(
                new Mutation.PutRow(SORTED, fromKey, bytes(String.valueOf(number(source) - 1))),
                new Mutation.PutRow(SORTED, toKey, bytes(String.valueOf(number(target) + 1))))
            .when(new Precondition.RowVersion(SORTED, fromKey, source.version()))
            .when(new Precondition.RowVersion(SORTED, toKey, target.version())));
  }

  private static boolean applied(Cell cell, Commit commit) {
    try {
      cell.commit(commit);
      return true;
    } catch (ConflictException anotherWasFirst) {
      return false;
    }
  }

  private Cell throughInstance(int number) {
    return cell().through(number % 2 == 0 ? backend() : secondBackend());
  }

  private static int number(Row row) {
    return Integer.parseInt(row.value().toUtf8());
  }

  private static String text(LogEntry entry) {
    return entry.offset() + " " + entry.value().toUtf8();
  }
}
