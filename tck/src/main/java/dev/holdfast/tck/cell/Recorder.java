package dev.holdfast.tck.cell;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.tck.Suite;
import java.util.HashSet;
import java.util.Set;

/**
 * A listener that reads, whenever it is told of a change, the version of one cell.
 *
 * <p>Thread-safe.
 */
final class Recorder implements WatchListener {

  private static final long A_MOMENT = 100;
  private static final int LINGERING = 4;

  private final Cell cell;
  private final Set<CellRef> told = new HashSet<>();
  private final Set<Thread> threads = new HashSet<>();
  private long seen;
  private int calls;
  private int inside;
  private int mostInside;
  private boolean failing;
  private boolean lingering;

  Recorder(Cell cell) {
    this.cell = cell;
  }

  @Override
  public void changed(CellRef changed) {
    called(changed);
  }

  @Override
  public void resync() {
    called(cell.ref());
  }

  private void called(CellRef changed) {
    synchronized (this) {
      inside++;
      mostInside = Math.max(inside, mostInside);
      calls++;
      notifyAll();
      awaitAnother();
      told.add(changed);
      threads.add(Thread.currentThread());
    }
    long version = cell.version();
    synchronized (this) {
      inside--;
      seen = Math.max(seen, version);
      notifyAll();
      if (failing) {
        throw new IllegalStateException("a listener that always throws");
      }
    }
  }

  /** Waits until a call has read {@code version} or a later one. */
  synchronized void awaitVersion(long version) throws InterruptedException {
    long end = System.nanoTime() + Suite.PATIENCE.toNanos();
    while (seen < version && System.nanoTime() < end) {
      NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
    assertThat(seen)
        .as("the version that the listener read in its %d calls", calls)
        .isGreaterThanOrEqualTo(version);
  }

  /** Waits until no call is under way, and returns the version read so far. */
  synchronized long awaitOutside() throws InterruptedException {
    long end = System.nanoTime() + Suite.PATIENCE.toNanos();
    while (inside > 0 && System.nanoTime() < end) {
      NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
    return seen;
  }

  /** Gives a second call the time to come in. */
  private void awaitAnother() {
    try {
      if (lingering && inside == 1 && calls <= LINGERING) {
        MILLISECONDS.timedWait(this, A_MOMENT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the first calls stay a moment, so that calls at the same time meet. */
  synchronized void linger() {
    lingering = true;
  }

  /** Makes every call throw, once it has read. */
  synchronized void fail() {
    failing = true;
  }

  synchronized Set<CellRef> told() {
    return Set.copyOf(told);
  }

  synchronized Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  synchronized long seen() {
    return seen;
  }

  synchronized int mostInside() {
    return mostInside;
  }
}
