package dev.holdfast.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hints on their way from a backend to listeners that misbehave. */
@Timeout(30)
class HintDispatcherTest {

  private static final CollectionRef CELLS = new CollectionRef("hints", "cells");

  private final HintDispatcher hints = new HintDispatcher("test");
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    hints.close();
  }

  @Test
  void aListenerAtWork_isNotInterruptedByClose() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    watch(
        cell -> {
          entered.countDown();
          try {
            closed.await();
            heard.add(Thread.currentThread().isInterrupted() ? "interrupted" : "at ease");
          } catch (InterruptedException e) {
            heard.add("interrupted");
          }
        });
    hints.changed(CELLS.cell("one"));
    entered.await();
    hints.close();
    closed.countDown();

    assertThat(next()).isEqualTo("at ease");
  }

  @Test
  void aListenerThatFails_getsTheNextHint() throws Exception {
    watch(
        cell -> {
          heard.add(cell.id());
          throw new AssertionError("flawed");
        });
    hints.changed(CELLS.cell("one"));
    assertThat(next()).isEqualTo("one");
    hints.changed(CELLS.cell("two"));
    assertThat(next()).isEqualTo("two");
  }

  @Test
  void aListenerThatIsFarBehind_isToldToReadEverything() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch caughtUp = new CountDownLatch(1);
    watch(
        cell -> {
          entered.countDown();
          awaitQuietly(caughtUp);
          heard.add(cell.id());
        });
    hints.changed(CELLS.cell("first"));
    entered.await();
    for (int i = 0; i <= 10_000; i++) {
      hints.changed(CELLS.cell("cell " + i));
    }
    caughtUp.countDown();

    assertThat(next()).isEqualTo("first");
    assertThat(next()).isEqualTo("resync");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(Consumer<CellRef> changed) {
    hints.watch(
        WatchScope.of(CELLS),
        new WatchListener() {
          @Override
          public void changed(CellRef cell) {
            changed.accept(cell);
          }

          @Override
          public void resync() {
            heard.add("resync");
          }
        });
  }

  private String next() throws InterruptedException {
    return heard.poll(15, TimeUnit.SECONDS);
  }
}
