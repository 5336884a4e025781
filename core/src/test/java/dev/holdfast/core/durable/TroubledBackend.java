package dev.holdfast.core.durable;

import dev.holdfast.core.context.ModelBackend;
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
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A model backend whose commits a test holds up or breaks; it outlives its users. Thread-safe. */
final class TroubledBackend implements Backend {

  private static final Consumer<Commit> NOTHING = commit -> {};

  private final Backend model = new ModelBackend(InstantSource.system(), Limits.DEFAULT);
  private volatile Consumer<Commit> before = NOTHING;
  private volatile Consumer<Commit> after = NOTHING;

  /** Runs {@code action} before each commit from now on; what it throws takes its place. */
  void before(Consumer<Commit> action) {
    before = action;
  }

  /** Runs {@code action} after each commit from now on; what it throws takes its reply's place. */
  void after(Consumer<Commit> action) {
    after = action;
  }

  /** Leaves commits alone from now on. */
  void heal() {
    before = NOTHING;
    after = NOTHING;
  }

  /** Holds up each commit from now on, unmoved by interrupts, until {@code go} is open. */
  void hold(CountDownLatch held, CountDownLatch go) {
    before =
        commit -> {
          held.countDown();
          awaitUnmoved(go);
        };
  }

  private static void awaitUnmoved(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public BackendInfo info() {
    return model.info();
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    return model.read(requests, deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    before.accept(commit);
    CommitResult result = model.commit(cell, commit, deadline);
    after.accept(commit);
    return result;
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    return model.list(query, deadline);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    return model.usage(collection, deadline);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    return model.watch(scope, listener, deadline);
  }

  @Override
  public Health health(Deadline deadline) {
    return model.health(deadline);
  }

  @Override
  public void close() {}
}
