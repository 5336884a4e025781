package dev.holdfast.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChoresTest {

  private final Chores chores = new Chores("test-chores");
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    chores.close();
  }

  @Test
  void workIsDone_eachSecondTimeThatItIsOffered() throws InterruptedException {
    offer("a");
    offer("b");
    offer("a");
    awaitAll();
    assertThat(done).containsExactly("a");
  }

  @Test
  void workThatWaits_isNotTakenTwice() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    for (int i = 0; i < 2; i++) {
      chores.offer(
          "first",
          () -> {
            begun.countDown();
            mayEnd.acquireUninterruptibly();
          });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 4; i++) {
      offer("second");
    }
    mayEnd.release();
    awaitAll();
    assertThat(done).containsExactly("second");
  }

  @Test
  void afterAFailure_nothingIsBegunForAWhile() throws InterruptedException {
    Semaphore mayFail = new Semaphore(0);
    CountDownLatch behind = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      chores.offer(
          "fails",
          () -> {
            mayFail.acquireUninterruptibly();
            throw new IllegalStateException("on purpose");
          });
      chores.offer("behind", behind::countDown);
    }
    mayFail.release();
    assertThat(behind.await(20, TimeUnit.SECONDS)).as("what waited already").isTrue();
    offer("later");
    offer("later");
    chores.close();
    assertThat(done).isEmpty();
  }

  @Test
  void closedOnes_beginNothing() {
    chores.close();
    offer("a");
    offer("a");
    assertThat(done).isEmpty();
  }

  /** Waits until all is done that was offered. */
  private void awaitAll() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    chores.offer("last", last::countDown);
    chores.offer("last", last::countDown);
    assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private void offer(String key) {
    chores.offer(key, () -> done.add(key));
  }
}
