package dev.holdfast.core.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.Reach;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class WorkersTest {

  private final Workers workers = new Workers("test", Reach.MANY_PROCESSES);

  @Test
  void closedByItsOwnWork_waitsForTheOthers_andDoesNotInterruptItself() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> awaitUninterrupted(go), workers.executor());
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted =
        CompletableFuture.supplyAsync(
            () -> {
              closer.complete(Thread.currentThread());
              workers.close();
              assertThat(other).isCompleted();
              return Thread.interrupted();
            },
            workers.executor());
    Thread closing = closer.get();
    while (closing.getState() == Thread.State.RUNNABLE && !interrupted.isDone()) {
      Thread.onSpinWait();
    }
    go.countDown();
    assertThat(interrupted.get()).isFalse();
    other.get();
  }

  @Test
  void closedByItsOwnWork_interruptsWhatTakesLong_butNotItself() throws Exception {
    Workers hasty = new Workers("hasty", Reach.MANY_PROCESSES, Duration.ofMillis(50));
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> awaitUninterrupted(never), hasty.executor());
    CompletableFuture<Boolean> interrupted =
        CompletableFuture.supplyAsync(
            () -> {
              hasty.close();
              return Thread.interrupted();
            },
            hasty.executor());
    assertThat(interrupted.get()).isFalse();
    assertThatThrownBy(other::get).hasMessageContaining("was interrupted");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("The test's work was interrupted.", e);
    }
  }
}
