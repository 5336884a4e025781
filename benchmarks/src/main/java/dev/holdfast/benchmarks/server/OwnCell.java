package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells;
import dev.holdfast.benchmarks.baseline.StoredCells.CommitId;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A cell that one thread writes. */
@State(Scope.Thread)
public class OwnCell {

  private static final byte[] VALUE = new byte[1_000];
  private static final byte[] ENTRY = new byte[ServerCells.ENTRY_BYTES];

  private final UUID writer = UUID.randomUUID();
  private final String id = "room:" + writer;
  private long commits;
  private long last;

  /** Stores a value by compare-and-set, and an entry with it. */
  long commit(StoredCells cells) {
    last = cells.commit(id, next(), last, VALUE, ENTRY);
    return last;
  }

  /** Adds entries at the end of the log. */
  long append(StoredCells cells, List<byte[]> entries) {
    last = cells.append(id, next(), last + 1, entries);
    return last;
  }

  private CommitId next() {
    return new CommitId(writer, ++commits);
  }
}
