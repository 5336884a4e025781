package dev.holdfast.backend.mapdb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What an interrupt does to a journal: nothing. */
class JournalInterruptsTest extends JournalFixture {

  @Test
  void interruptOfTheLeader_doesNotBreakTheFile() throws IOException {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      append(journal, 0);
      assertThat(Thread.interrupted()).isTrue();
      append(journal, 1);
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(2));
  }

  @Test
  void interruptOfALeaderWhoEndsSegments_doesNotBreakTheJournal() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 1_000; i++) {
        Thread.currentThread().interrupt();
        append(journal, i);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(journal.failure()).isNull();
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
    assertThat(segment(5)).exists();
  }

  @Test
  void closeOnAnInterruptedThread_waitsForWhoeverWrites() throws Exception {
    BlockingFiles files = new BlockingFiles();
    Journal journal = open(files);
    FutureTask<Void> first = task(() -> append(journal, 0));
    FutureTask<Void> close =
        task(
            () -> {
              Thread.currentThread().interrupt();
              journal.close();
              assertThat(Thread.interrupted()).isTrue();
            });
    CountDownLatch forcing = files.block();
    new Thread(first).start();
    forcing.await();
    Thread closing = new Thread(close);
    closing.start();
    awaitParkedOrDone(closing, close);
    closing.interrupt();
    files.release();
    close.get();
    first.get();
    open().close();
    assertThat(recovered).isEqualTo(upTo(1));
  }

  /** Returns when it waits for the other to write, or has not waited at all. */
  private static void awaitParkedOrDone(Thread thread, FutureTask<Void> task) {
    while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
      Thread.onSpinWait();
    }
  }

  private static FutureTask<Void> task(ThrowingRunnable work) {
    return new FutureTask<>(
        () -> {
          work.run();
          return null;
        });
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }
}
