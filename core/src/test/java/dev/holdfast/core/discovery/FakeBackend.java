package dev.holdfast.core.discovery;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.util.List;

/** A backend that can tell what it is and be closed, and nothing else. */
final class FakeBackend implements Backend {

  private final String name;
  private boolean closed;

  FakeBackend(String name) {
    this.name = name;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public BackendInfo info() {
    Capabilities capabilities =
        new Capabilities(Durability.PROCESS, Failover.NONE, Reach.ONE_PROCESS, Hints.POLLED);
    return new BackendInfo(name, "Fake 1.0", capabilities, Limits.DEFAULT);
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    throw new AssertionError("Nobody reads.");
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    throw new AssertionError("Nobody commits.");
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    throw new AssertionError("Nobody lists.");
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    throw new AssertionError("Nobody asks for the usage.");
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    throw new AssertionError("Nobody watches.");
  }

  @Override
  public Health health(Deadline deadline) {
    throw new AssertionError("Nobody asks for the health.");
  }

  @Override
  public void close() {
    closed = true;
  }
}
