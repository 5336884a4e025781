package dev.holdfast.core.cell;

import dev.holdfast.error.ClosedException;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A backend behind the checks that are the same for all: limits, capabilities, deadlines, use after
 * close, and that every question has its answer.
 *
 * <p>Requests that go past a limit are refused before the backend is called; nothing is clamped.
 * Thread-safe if the backend is.
 */
public final class CheckedBackend implements Backend {

  private final Backend backend;
  private final BackendInfo info;
  private final RequestCheck check;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CheckedBackend(Backend backend) {
    this.backend = backend;
    this.info = backend.info();
    this.check = new RequestCheck(info);
  }

  /** Returns {@code backend} behind its checks; itself if it has them already. */
  public static CheckedBackend of(Backend backend) {
    return backend instanceof CheckedBackend checked ? checked : new CheckedBackend(backend);
  }

  @Override
  public BackendInfo info() {
    requireOpen();
    return info;
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    requireOpen();
    requests.forEach(check::read);
    deadline.check("The read");
    if (requests.isEmpty()) {
      return List.of();
    }
    return AnswerCheck.answers(info.name(), requests, backend.read(requests, deadline));
  }

  @Override
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    requireOpen();
    deadline.check("The read");
    return AnswerCheck.present(info.name(), "head", backend.head(cell, unless, deadline));
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    requireOpen();
    check.commit(cell, commit);
    deadline.check("The commit");
    return AnswerCheck.present(info.name(), "commit", backend.commit(cell, commit, deadline));
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    requireOpen();
    check.list(query);
    deadline.check("The listing");
    return AnswerCheck.present(info.name(), "list", backend.list(query, deadline));
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    requireOpen();
    deadline.check("The question of usage");
    return AnswerCheck.present(info.name(), "usage", backend.usage(collection, deadline));
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    requireOpen();
    deadline.check("The watch");
    return AnswerCheck.present(info.name(), "watch", backend.watch(scope, listener, deadline));
  }

  @Override
  public Health health(Deadline deadline) {
    requireOpen();
    return AnswerCheck.present(info.name(), "health", backend.health(deadline));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      backend.close();
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new ClosedException("The backend \"" + info.name() + "\" is closed.");
    }
  }
}
