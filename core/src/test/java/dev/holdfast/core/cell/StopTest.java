package dev.holdfast.core.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What ends when Holdfast is closed, and in which order. */
final class StopTest {

  private final ScriptedBackend backend = new ScriptedBackend();
  private final Workers workers = new Workers("test", Reach.ONE_PROCESS);
  private final Cells cells =
      Cells.of(backend, "test", Duration.ofMinutes(1), InstantSource.system(), workers);

  private Watch watch() {
    return cells.watch(
        WatchScope.of(ScriptedBackend.COLLECTION),
        new WatchListener() {
          @Override
          public void changed(CellRef cell) {}

          @Override
          public void resync() {}
        });
  }

  @Test
  void stop_endsWatchesFirst_andAllStopsEvenIfOneFails() {
    watch();
    cells.whenClosing(
        () -> {
          throw new IllegalStateException("stuck");
        });
    cells.whenClosing(() -> backend.closed.add("cleaner"));
    assertThatThrownBy(cells::stop).hasMessage("stuck");
    assertThat(backend.closed).containsExactly("watch", "cleaner");
  }

  @Test
  void watchClosedBefore_isNotClosedAgain() {
    watch().close();
    cells.stop();
    assertThat(backend.closed).containsExactly("watch");
  }

  @Test
  void workersClose_letsWorkFinishThatWasHandedIn() {
    CountDownLatch started = new CountDownLatch(1);
    workers
        .executor()
        .execute(
            () -> {
              started.countDown();
              backend.closed.add(Thread.currentThread().getName());
            });
    workers.close();
    workers.close();
    assertThat(started.getCount()).isZero();
    assertThat(backend.closed).containsExactly("holdfast-test-worker-1");
  }
}
