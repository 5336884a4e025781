package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.hints.HintSource;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.read.CellReader;
import dev.holdfast.backend.jdbc.read.Listing;
import dev.holdfast.backend.jdbc.session.Committer;
import dev.holdfast.backend.jdbc.sweep.Compactor;
import dev.holdfast.backend.jdbc.sweep.Sweeper;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.HintDispatcher;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Cells in the tables of one database. */
final class JdbcBackend implements Backend {

  private final BackendInfo info;
  private final Connections reading;
  private final Connections writing;
  private final Committer committer;
  private final CellReader reader;
  private final Listing listing;
  private final HintDispatcher hints;
  private final HintSource source;
  private final Compactor compactor;
  private final Sweeper sweeper;
  private final AtomicBoolean closed = new AtomicBoolean();

  JdbcBackend(
      BackendInfo info,
      Connections reading,
      Connections writing,
      Committer committer,
      CellReader reader,
      Listing listing,
      HintDispatcher hints,
      HintSource source,
      Compactor compactor,
      Sweeper sweeper) {
    this.info = info;
    this.reading = reading;
    this.writing = writing;
    this.committer = committer;
    this.reader = reader;
    this.listing = listing;
    this.hints = hints;
    this.source = source;
    this.compactor = compactor;
    this.sweeper = sweeper;
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    begin("The read", deadline);
    return reader.read(requests, deadline);
  }

  @Override
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    begin("The read", deadline);
    return reader.head(cell, unless, deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    begin("The commit", deadline);
    return committer.commit(cell, commit, deadline);
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    begin("The listing", deadline);
    return listing.page(query, deadline);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    begin("The count", deadline);
    return listing.usage(collection, deadline);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    begin("The watch", deadline);
    Watch watch = hints.watch(scope, listener);
    try {
      source.listen(deadline);
      return watch;
    } catch (HoldfastException e) {
      watch.close();
      throw e;
    }
  }

  @Override
  public Health health(Deadline deadline) {
    requireOpen();
    try {
      reading.repeatable(
          "The check",
          deadline,
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("SELECT 1");
            }
          });
      return new Health(true, info.engine() + " answers.");
    } catch (ClosedException e) {
      throw e;
    } catch (HoldfastException e) {
      return new Health(false, e.happened());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      hints.close();
      compactor.close();
      sweeper.close();
      writing.finish(); // What is committed until then, others are to hear of.
      source.close();
      writing.close();
      reading.close();
    }
  }

  private void begin(String what, Deadline deadline) {
    requireOpen();
    deadline.check(what);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new ClosedException("The backend on " + info.engine() + " is closed.");
    }
  }
}
