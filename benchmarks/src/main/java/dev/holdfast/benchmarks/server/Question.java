package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of cells. */
public enum Question {
  /** To store a value by compare-and-set, and an entry with it. */
  COMMIT((cells, own) -> own.commit(cells)),
  /** To add an entry to a log. */
  APPEND_1(append(1)),
  /** To add twenty entries to a log. */
  APPEND_20(append(20)),
  /** To add a thousand entries to a log. */
  APPEND_1000(append(1_000)),
  /** For a log of 1,000 entries, which were appended together. */
  ENTRIES((cells, own) -> cells.entries(ServerCells.id(0), 0, ServerCells.ENTRIES)),
  /** For a log of 1,000 entries, which were appended one by one. */
  ENTRIES_ONE_BY_ONE(
      (cells, own) -> cells.entries(ServerCells.ONE_BY_ONE, 0, ServerCells.ENTRIES)) {
    @Override
    void prepare(StoredCells cells) {
      ServerCells.fillOneByOne(cells);
    }
  },
  /** For the first page of a listing, of 100 cells. */
  LIST((cells, own) -> cells.list("", ServerCells.PAGE)),
  /** For a value. */
  VALUE((cells, own) -> cells.value(ServerCells.id(0)));

  /** Asks a question. */
  private interface Asking {
    @Nullable Object of(StoredCells cells, OwnCell own);
  }

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that keeps no state
  private final Asking asking;

  Question(Asking asking) {
    this.asking = asking;
  }

  private static Asking append(int count) {
    List<byte[]> entries = ServerCells.entries(count);
    return (cells, own) -> own.append(cells, entries);
  }

  /** Puts in what the question needs beyond what is there for all of them. */
  void prepare(StoredCells cells) {}

  /** Asks once, and returns the answer. */
  @Nullable Object ask(StoredCells cells, OwnCell own) {
    return asking.of(cells, own);
  }
}
