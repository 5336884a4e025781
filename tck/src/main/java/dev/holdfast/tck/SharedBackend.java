package dev.holdfast.tck;

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
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.util.List;

/**
 * A backend that others go on using after one of them closed it; all else is passed on. Tests
 * override what they want to watch or disturb.
 */
public class SharedBackend implements Backend {

  private final Backend backend;

  /** Passes everything on to {@code backend}, except for close. */
  public SharedBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public BackendInfo info() {
    return backend.info();
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    return backend.read(requests, deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    return backend.commit(cell, commit, deadline);
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    return backend.list(query, deadline);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    return backend.usage(collection, deadline);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    return backend.watch(scope, listener, deadline);
  }

  @Override
  public Health health(Deadline deadline) {
    return backend.health(deadline);
  }

  /** Leaves the backend open. */
  @Override
  public void close() {}
}
