package dev.holdfast.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.WatchListener;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts what it is told. */
final class Listener implements WatchListener {

  private final Semaphore changes = new Semaphore(0);
  private final Semaphore resyncs = new Semaphore(0);

  @Override
  public void changed(CellRef cell) {
    changes.release();
  }

  @Override
  public void resync() {
    resyncs.release();
  }

  /** Waits for a change not waited for before, and forgets all others. */
  void awaitChange() throws InterruptedException {
    await(changes, "a change");
  }

  /** Waits for a resync not waited for before, and forgets all others. */
  void awaitResync() throws InterruptedException {
    await(resyncs, "a resync");
  }

  private static void await(Semaphore told, String what) throws InterruptedException {
    assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).as(what).isTrue();
    told.drainPermits();
  }
}
