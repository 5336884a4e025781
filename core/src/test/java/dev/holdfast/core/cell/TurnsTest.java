package dev.holdfast.core.cell;

import static dev.holdfast.core.cell.ScriptedBackend.CELL;
import static dev.holdfast.core.cell.ScriptedBackend.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TurnsTest {

  private static final Deadline LATE = Deadline.after(Duration.ofMinutes(5));

  private final Turns turns = new Turns();

  private Turns.Turn take(Deadline deadline) {
    return turns.take(CELL, deadline, Interrupts.handling(false));
  }

  @Test
  void turns_comeInTheOrderOfAsking() throws Exception {
    Turns.Turn first = take(LATE);
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      threads.add(
          waiting(
              () -> {
                Turns.Turn turn = take(LATE);
                order.add(number);
                turn.end();
              }));
    }
    first.end();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void differentCells_doNotWaitForEachOther() {
    take(LATE);
    turns.take(COLLECTION.cell("two"), Deadline.after(Duration.ZERO), Interrupts.handling(false));
  }

  @Test
  void whoGivesUp_letsTheNextWaitForTheOneBefore() throws Exception {
    Turns.Turn first = take(LATE);
    assertThatThrownBy(() -> take(Deadline.after(Duration.ofMillis(1))))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    AtomicInteger taken = new AtomicInteger();
    Thread third =
        waiting(
            () -> {
              take(LATE).end();
              taken.incrementAndGet();
            });
    assertThat(taken).hasValue(0);
    first.end();
    third.join();
    assertThat(taken).hasValue(1);
  }

  @Test
  void howeverManyGaveUp_theNextGetsItsTurn() {
    Turns.Turn first = take(LATE);
    Deadline passed = Deadline.after(Duration.ZERO);
    for (int i = 0; i < 20_000; i++) {
      assertThatThrownBy(() -> take(passed)).isInstanceOf(UnavailableException.class);
    }
    first.end();

    take(Deadline.after(Duration.ofSeconds(10))).end();
  }

  @Test
  void interruptedWhileWaiting_endsWithTheFlagSet() {
    take(LATE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> take(LATE))
        .isInstanceOfSatisfying(
            UnavailableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Starts a thread and returns once it waits. */
  static Thread waiting(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
