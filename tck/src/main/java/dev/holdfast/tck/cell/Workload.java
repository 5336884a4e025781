package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.Suite;
import dev.holdfast.tck.Together;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that go on whatever happens: each repeats a commit until it is answered.
 *
 * <p>Every commit appends an entry and notes the same text in a row, so that half a commit shows.
 */
final class Workload {

  /** What one attempt may take; long enough to be answered, short enough to try again soon. */
  static final Duration ATTEMPT = Duration.ofSeconds(1);

  private static final int WRITERS = 3;
  private static final Bytes LAST = Bytes.utf8("last");
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  /** An acknowledged commit. */
  private record Acknowledged(String text, CommitResult result) {}

  private final Cell cell;
  private final InstantSource clock;
  private int acknowledged;
  private int failed;
  private boolean stopped;

  Workload(Cell cell, InstantSource clock) {
    this.cell = cell;
    this.clock = clock;
  }

  /** Something that happens while the writers write. */
  interface Disturbance {
    void run() throws Exception;
  }

  /** Writes until {@code disturbance} is over. */
  List<String> during(Disturbance disturbance) throws Exception {
    List<Callable<List<Acknowledged>>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      tasks.add(() -> write(writer));
    }
    tasks.add(
        () -> {
          try {
            awaitMore();
            disturbance.run();
            awaitMore();
          } finally {
            stop();
          }
          return List.of();
        });
    return Together.run(tasks).stream()
        .flatMap(List::stream)
        .map(done -> done.result().offsets().get(0) + " " + done.text())
        .toList();
  }

  private List<Acknowledged> write(int number) {
    UUID writer = UUID.randomUUID();
    List<Acknowledged> done = new ArrayList<>();
    for (int sequence = 1; !isStopped(); sequence++) {
      String text = "commit " + sequence + " of writer " + number;
      Commit commit =
          Commit.of(
                  new Mutation.AppendNext(CellSuite.LOG, Bytes.utf8(text)),
                  new Mutation.PutRow(CellSuite.SORTED, LAST, Bytes.utf8(text)))
              .withId(new CommitId(writer, sequence, clock.instant()));
      done.add(new Acknowledged(text, settle(commit)));
    }
    return done;
  }

  /** Repeats a commit until it is answered. */
  CommitResult settle(Commit commit) {
    Deadline end = Deadline.after(Suite.PATIENCE);
    while (true) {
      try {
        CommitResult result = cell.backend().commit(cell.ref(), commit, Deadline.after(ATTEMPT));
        count(true);
        return result;
      } catch (HoldfastException failure) {
        assertThat(failure.code())
            .as("the code of a commit whose connection failed: %s", failure)
            .isIn(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
        assertThat(end.hasPassed())
            .as("the backend is still out of order after %s: %s", Suite.PATIENCE, failure)
            .isFalse();
        count(false);
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /** Waits until a few more commits have been acknowledged: it works again. */
  void awaitMore() throws InterruptedException {
    await(true, 2 * WRITERS);
  }

  /** Waits until an attempt has failed, or a commit has been acknowledged all the same. */
  void awaitFailure() throws InterruptedException {
    await(false, 1);
  }

  private synchronized void await(boolean success, int more) throws InterruptedException {
    int before = success ? acknowledged : acknowledged + failed;
    long end = System.nanoTime() + 2 * Suite.PATIENCE.toNanos();
    while ((success ? acknowledged : acknowledged + failed) < before + more) {
      long left = end - System.nanoTime();
      assertThat(left).as("the time left for the writers to go on").isPositive();
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized void count(boolean success) {
    acknowledged += success ? 1 : 0;
    failed += success ? 0 : 1;
    notifyAll();
  }

  private synchronized void stop() {
    stopped = true;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** Returns what is in the log, after checks that hold for every history of such writers. */
  static List<String> history(Cell cell) {
    List<LogEntry> entries = cell.entries(CellSuite.LOG);
    assertThat(entries).isNotEmpty();
    long major = 0;
    for (LogEntry entry : entries) {
      assertThat(entry.offset()).as("the next entry").isEqualTo(CellSuite.at(++major, 0));
    }
    String last = entries.get(entries.size() - 1).value().toUtf8();
    assertThat(requireNonNull(cell.row(CellSuite.SORTED, LAST)).value().toUtf8())
        .as("the row that the last commit wrote")
        .isEqualTo(last);
    List<String> texts = entries.stream().map(entry -> entry.value().toUtf8()).toList();
    assertThat(texts).as("the commits that were applied").doesNotHaveDuplicates();
    return entries.stream().map(entry -> entry.offset() + " " + entry.value().toUtf8()).toList();
  }
}
