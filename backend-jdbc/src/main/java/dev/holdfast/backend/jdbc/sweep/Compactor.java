package dev.holdfast.backend.jdbc.sweep;

import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.read.ScatterListener;
import dev.holdfast.backend.jdbc.session.Compaction;
import dev.holdfast.backend.jdbc.session.Compaction.Stretch;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.Chores;
import java.time.Duration;
import java.util.Optional;

/**
 * Has logs that are read again and again put together where their entries came one by one, behind
 * the reads.
 *
 * <p>Thread-safe.
 */
public final class Compactor implements ScatterListener, AutoCloseable {

  private static final String WHAT = "Putting entries together";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections writing;
  private final Collections collections;
  private final Compaction compaction;
  private final Chores chores;

  private record Place(CellRef cell, long incarnation, Offset first) {}

  /** Works through {@code writing}. */
  public Compactor(
      Connections writing, Collections collections, Compaction compaction, String name) {
    this.writing = writing;
    this.collections = collections;
    this.compaction = compaction;
    this.chores = new Chores("holdfast-" + name + "-compact");
  }

  @Override
  public void scattered(CellRef cell, long incarnation, Offset first, Offset last) {
    chores.offer(
        new Place(cell, incarnation, first),
        () -> compact(cell, new Stretch(incarnation, first.predecessor(), last)));
  }

  private void compact(CellRef cell, Stretch whole) {
    long collection = collections.findOrAdd(cell.collection(), Deadline.after(PATIENCE));
    Optional<Stretch> rest = Optional.of(whole);
    while (rest.isPresent() && !chores.isClosed()) {
      Stretch next = rest.get();
      rest =
          writing.repeatable(
              WHAT,
              Deadline.after(PATIENCE),
              connection -> compaction.step(connection, collection, cell, next));
    }
  }

  /** Stops; a step under way finishes. */
  @Override
  public void close() {
    chores.close();
  }
}
