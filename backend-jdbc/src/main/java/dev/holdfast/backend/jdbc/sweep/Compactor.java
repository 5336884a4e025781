package dev.holdfast.backend.jdbc.sweep;

import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.read.ScatterListener;
import dev.holdfast.backend.jdbc.session.Compaction;
import dev.holdfast.backend.jdbc.session.Compaction.Stretch;
import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Offset;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has logs that are read put together where their entries came one by one, behind the reads.
 *
 * <p>Thread-safe. It may forget what it was told: the next read of that log tells it again.
 */
public final class Compactor implements ScatterListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  private static final String WHAT = "Putting entries together";
  private static final int MAX_WAITING = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections writing;
  private final Collections collections;
  private final Compaction compaction;
  private final Set<Log> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService thread;

  private record Log(CellRef cell, long incarnation) {}

  /** Works through {@code writing}. */
  public Compactor(
      Connections writing, Collections collections, Compaction compaction, String name) {
    this.writing = writing;
    this.collections = collections;
    this.compaction = compaction;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread compactor = new Thread(work, "holdfast-" + name + "-compact");
              compactor.setDaemon(true);
              return compactor;
            });
  }

  @Override
  public void scattered(CellRef cell, long incarnation, Offset first, Offset last) {
    Log log = new Log(cell, incarnation);
    if (waiting.size() >= MAX_WAITING || !waiting.add(log)) {
      return;
    }
    try {
      thread.execute(() -> run(log, new Stretch(incarnation, first.predecessor(), last)));
    } catch (RejectedExecutionException closing) {
      LOG.trace("The backend was closed while {} was read.", cell);
    }
  }

  private void run(Log log, Stretch whole) {
    try {
      long collection = collections.findOrAdd(log.cell().collection(), Deadline.after(PATIENCE));
      Optional<Stretch> rest = Optional.of(whole);
      while (rest.isPresent() && !thread.isShutdown()) {
        Stretch next = rest.get();
        rest =
            writing.repeatable(
                WHAT,
                Deadline.after(PATIENCE),
                connection -> compaction.step(connection, collection, log.cell(), next));
      }
    } catch (ClosedException closing) {
      LOG.trace("The backend was closed while {} was put together.", log.cell());
    } catch (RuntimeException e) {
      LOG.warn("The entries of a log in {} stay in many rows for now.", log.cell(), e);
    } finally {
      waiting.remove(log);
    }
  }

  /** Stops; a step under way finishes, and is not interrupted, as a database might be hurt. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
