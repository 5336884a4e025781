package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of cells. */
public enum Question {
  /** To store a value by compare-and-set, and an entry with it. */
  COMMIT {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return own.commit(cells);
    }
  },
  /** To add an entry to a log. */
  APPEND_1 {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return own.append(cells, ONE);
    }
  },
  /** To add twenty entries to a log. */
  APPEND_20 {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return own.append(cells, TWENTY);
    }
  },
  /** To add a thousand entries to a log. */
  APPEND_1000 {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return own.append(cells, THOUSAND);
    }
  },
  /** For a log of 1,000 entries. */
  ENTRIES {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return cells.entries(ServerCells.id(0), 0, ServerCells.ENTRIES);
    }
  },
  /** For the first page of a listing, of 100 cells. */
  LIST {
    @Override
    Object ask(StoredCells cells, OwnCell own) {
      return cells.list("", ServerCells.PAGE);
    }
  },
  /** For a value. */
  VALUE {
    @Override
    @Nullable Object ask(StoredCells cells, OwnCell own) {
      return cells.value(ServerCells.id(0));
    }
  };

  private static final List<byte[]> ONE = ServerCells.entries(1);
  private static final List<byte[]> TWENTY = ServerCells.entries(20);
  private static final List<byte[]> THOUSAND = ServerCells.entries(1_000);

  /** Asks once, and returns the answer. */
  abstract @Nullable Object ask(StoredCells cells, OwnCell own);
}
