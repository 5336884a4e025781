package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines and interrupts: a call ends in a defined state. */
public abstract class DeadlineSuite extends CellSuite {

  /** For subclasses. */
  protected DeadlineSuite() {}

  @Test
  @Clause("CELL-TIMEOUT-01")
  void aPassedDeadline_isRefused() {
    cell().commit(put(1, "one"));
    Deadline passed = Deadline.after(Duration.ZERO);
    List<CellRead> read = List.of(CellRead.of(cell().ref(), Part.HeadPart.ANY));

    refused(ErrorCode.DEADLINE_EXCEEDED, () -> backend().read(read, passed));
    refusedWhole(
        ErrorCode.DEADLINE_EXCEEDED,
        cell(),
        () -> backend().commit(cell().ref(), Commit.of(put(2, "two")), passed));
    refused(
        ErrorCode.DEADLINE_EXCEEDED, () -> backend().list(ListQuery.all(collection(), 8), passed));
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> backend().usage(collection(), passed));
    refused(
        ErrorCode.DEADLINE_EXCEEDED,
        () -> backend().watch(WatchScope.of(collection()), new Recorder(cell()), passed));
  }

  @Test
  @Clause("CELL-TIMEOUT-02")
  void anInterruptedCommit_isSettledByRepeatingIt() {
    Commit commit = Commit.of(put(1, "one"), append("once")).withId(newId());
    Thread.currentThread().interrupt();
    try {
      cell().commit(commit);
    } catch (HoldfastException interrupted) {
      assertThat(interrupted.code()).isIn(ErrorCode.INTERRUPTED, ErrorCode.OUTCOME_UNKNOWN);
    }
    assertThat(Thread.interrupted()).as("the interrupt flag afterwards").isTrue();

    assertThat(cell().commit(commit).sequence()).isEqualTo(1);
    assertThat(cell().texts(LOG)).containsExactly("once");
  }

  @Test
  @Clause("CELL-TIMEOUT-02")
  void aWriterInterruptedAnywhere_losesAndRepeatsNothing() throws Exception {
    int rounds = isLong() ? 100 : 10;
    for (int round = 0; round < rounds; round++) {
      Cell cell = cell("round " + round);
      CountDownLatch underWay = new CountDownLatch(round % 5);
      FutureTask<Long> writing = new FutureTask<>(() -> commitUntilInterrupted(cell, underWay));
      Thread writer = new Thread(writing, "interrupted writer");
      writer.start();
      underWay.await();
      writer.interrupt();
      long written = writing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

      assertThat(cell.version()).isEqualTo(written);
      assertThat(cell.stats(LOG).count()).isEqualTo(written);
    }
  }

  @Test
  @Clause("CELL-TIMEOUT-03")
  void anInterruptedRead_isAnsweredOrFails() {
    cell().commit(put(1, "one"));
    List<Runnable> reads =
        List.of(
            () -> assertThat(cell().version()).isEqualTo(1),
            () -> assertThat(ids(ListQuery.all(collection(), 8))).containsExactly("cell"),
            () -> backend().usage(collection(), soon()));
    for (Runnable read : reads) {
      Thread.currentThread().interrupt();
      try {
        read.run();
      } catch (HoldfastException interrupted) {
        assertThat(interrupted.code()).isEqualTo(ErrorCode.INTERRUPTED);
      }
      assertThat(Thread.interrupted()).as("the interrupt flag afterwards").isTrue();
      read.run();
    }
  }

  /** Returns how many commits were made; the last one is repeated if its outcome is open. */
  private long commitUntilInterrupted(Cell cell, CountDownLatch underWay) {
    UUID writer = UUID.randomUUID();
    long sequence = 0;
    while (!Thread.currentThread().isInterrupted()) {
      sequence++;
      Commit commit =
          Commit.of(put(sequence, "value"), append("entry"))
              .withId(new CommitId(writer, sequence, clock().instant()));
      try {
        cell.commit(commit);
      } catch (HoldfastException interrupted) {
        assertThat(interrupted.code()).isIn(ErrorCode.INTERRUPTED, ErrorCode.OUTCOME_UNKNOWN);
        assertThat(Thread.interrupted()).as("the interrupt flag afterwards").isTrue();
        cell.commit(commit);
        return sequence;
      }
      underWay.countDown();
    }
    return sequence;
  }
}
