package dev.holdfast.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.tck.Suite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what a backend answers with what the model does, incarnations up to renaming. */
final class ModelComparison {

  private record Incarnation(CellRef cell, long number) {}

  private static final int PAGE = 8;

  /** The backend's number for each incarnation of the model. */
  private final Map<Incarnation, Long> incarnations = new HashMap<>();

  /** Compares everything that a cell holds. */
  void whole(Backend backend, CellRef ref, ModelCell cell) {
    long bytes = backend.info().limits().maxReadBytes();
    List<Part<?>> parts = new ArrayList<>();
    parts.add(Part.HeadPart.ANY);
    cell.logs
        .keySet()
        .forEach(
            log -> {
              parts.add(new Part.LogStatsPart(log));
              parts.add(Part.LogPart.after(log, Offset.ORIGIN, PAGE, bytes));
            });
    cell.maps
        .keySet()
        .forEach(
            map -> {
              parts.add(new Part.MapStatsPart(map));
              parts.add(Part.ScanPart.all(map, PAGE, bytes));
            });
    read(backend, ref, parts, cell);
  }

  void read(Backend backend, CellRef ref, List<Part<?>> parts, ModelCell cell) {
    CellAnswer actual = ask(backend, ref, parts);
    assertThat(new CellAnswer(actual.version(), actual.sequence(), actual.updatedAt(), List.of()))
        .as("what is known of cell %s", ref.id())
        .isEqualTo(new CellAnswer(cell.version, cell.sequence, cell.updatedAt, List.of()));
    for (int i = 0; i < parts.size(); i++) {
      compare(backend, ref, cell, parts.get(i), actual.answers().get(i));
    }
  }

  void list(Backend backend, Command.ListCells command, ModelRun run, Model model) {
    Instant since = run.moment(command.since());
    Instant before = run.moment(command.before());
    ListQuery query =
        new ListQuery(
            run.collection(),
            command.prefix(),
            command.version(),
            since,
            before,
            command.direction(),
            null,
            command.pageSize());
    List<CellSummary> expected = new ArrayList<>();
    model
        .cells()
        .forEach(
            (ref, cell) -> {
              if (cell.isListed() && ref.id().startsWith(command.prefix())) {
                Head head = cell.head;
                if (fits(head, command.version(), since, before)) {
                  expected.add(
                      new CellSummary(
                          ref,
                          cell.revision(),
                          head == null ? null : head.at(),
                          Objects.requireNonNull(cell.updatedAt)));
                }
              }
            });
    if (command.direction() == Direction.DESCENDING) {
      Collections.reverse(expected);
    }
    List<CellSummary> actual = new ArrayList<>();
    CellPage page = backend.list(query, soon());
    add(page.cells(), command.pageSize(), actual);
    while (page.cursor() != null) {
      page = backend.list(query.from(page.cursor()), soon());
      add(page.cells(), command.pageSize(), actual);
    }
    assertThat(actual).as("the cells listed").isEqualTo(expected);
  }

  private static boolean fits(
      @Nullable Head head,
      @Nullable Long version,
      @Nullable Instant since,
      @Nullable Instant before) {
    if (version == null && since == null && before == null) {
      return true;
    }
    return head != null
        && (version == null || head.revision().version() == version)
        && (since == null || !head.at().isBefore(since))
        && (before == null || head.at().isBefore(before));
  }

  private void compare(
      Backend backend, CellRef ref, ModelCell cell, Part<?> part, PartAnswer actual) {
    if (part instanceof Part.ScanPart scan) {
      compareScan(backend, ref, cell, scan, (RowPage) actual);
      return;
    }
    PartAnswer expected;
    if (part instanceof Part.LogPart range) {
      LogAnswer log = ModelReads.log(cell, range);
      long number = rename(ref, log.incarnation(), ((LogAnswer) actual).incarnation());
      expected =
          new LogAnswer(
              log.present(), number, log.last(), log.trimmedThrough(), log.entries(), log.more());
    } else if (part instanceof Part.LogStatsPart stats) {
      LogStats log = ModelReads.stats(cell, stats.log());
      long number = rename(ref, log.incarnation(), ((LogStats) actual).incarnation());
      expected =
          new LogStats(
              log.present(), number, log.count(), log.first(), log.last(), log.trimmedThrough());
    } else if (part instanceof Part.MapStatsPart stats) {
      MapStats map = ModelReads.stats(cell, stats.map());
      long number = rename(ref, map.incarnation(), ((MapStats) actual).incarnation());
      expected = new MapStats(map.present(), number, map.rows());
    } else if (part instanceof Part.RowsPart rows) {
      expected = ModelReads.rows(cell, rows);
    } else {
      expected = ModelReads.head(cell);
    }
    assertThat(actual).as("the answer to %s", part).isEqualTo(expected);
  }

  private void compareScan(
      Backend backend, CellRef ref, ModelCell cell, Part.ScanPart scan, RowPage first) {
    ModelCell.Rows map = cell.maps.get(scan.map());
    List<Row> rows = new ArrayList<>();
    RowPage page = first;
    add(page.rows(), scan.maxRows(), rows);
    while (page.cursor() != null) {
      page = (RowPage) ask(backend, ref, List.of(scan.next(page.cursor()))).answers().get(0);
      add(page.rows(), scan.maxRows(), rows);
    }
    assertThat(page.present()).as("whether %s is there", scan.map()).isEqualTo(map != null);
    assertThat(page.incarnation())
        .isEqualTo(rename(ref, map == null ? 0 : map.incarnation(), page.incarnation()));
    List<Row> expected = ModelReads.scan(cell, scan);
    assertThat(scan.map().sorted() ? rows : sorted(new HashSet<>(rows)))
        .as("the rows of %s", scan)
        .isEqualTo(expected);
  }

  /** Returns the backend's number for an incarnation of the model; a new one takes its number. */
  private long rename(CellRef ref, long number, long actual) {
    if (number == 0) {
      return 0;
    }
    Long known = incarnations.get(new Incarnation(ref, number));
    if (known != null) {
      return known;
    }
    incarnations.forEach(
        (other, taken) -> {
          if (other.cell().equals(ref)) {
            assertThat(actual).as("a new incarnation's number").isNotEqualTo(taken).isNotZero();
          }
        });
    incarnations.put(new Incarnation(ref, number), actual);
    return actual;
  }

  private static List<Row> sorted(Collection<Row> rows) {
    return rows.stream().sorted(Comparator.comparing(Row::key)).toList();
  }

  private static <T> void add(List<T> page, int most, List<T> all) {
    assertThat(page.size()).as("the length of a page").isLessThanOrEqualTo(most);
    all.addAll(page);
  }

  private static CellAnswer ask(Backend backend, CellRef ref, List<Part<?>> parts) {
    return backend.read(List.of(new CellRead(ref, parts)), soon()).get(0);
  }

  private static Deadline soon() {
    return Deadline.after(Suite.PATIENCE);
  }
}
