package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.ROOMS;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit is held in the middle, by a clock that does not answer, while others want its cell. */
class ContendedCellTest {

  private final CountDownLatch underWay = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Thread test = Thread.currentThread();
  private final InstantSource clock = this::hold;
  private final MemoryBackend backend = new MemoryBackend(clock, "contended");
  private final CellRef cell = ROOMS.cell("contended");
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private Future<CommitResult> held;

  private Instant hold() {
    if (Thread.currentThread() != test) {
      underWay.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return MovableClock.START;
  }

  private CommitResult put(CellRef ref, long version, Deadline deadline) {
    return backend.commit(ref, Commit.of(putHead(version, "x")), deadline);
  }

  @BeforeEach
  void holdOneCommit() throws InterruptedException {
    put(cell, 1, Deadline.NEVER);
    held = threads.submit(() -> put(cell, 2, Deadline.NEVER));
    underWay.await();
  }

  @AfterEach
  void letGo() throws Exception {
    goOn.countDown();
    assertThat(held.get().head().version()).isEqualTo(2);
    threads.shutdownNow();
  }

  @Test
  void readersAndOtherCells_doNotWait() {
    assertThat(OneCell.head(backend, cell).revision().version()).isEqualTo(1);
    assertThat(put(ROOMS.cell("free"), 1, Deadline.NEVER).sequence()).isEqualTo(1);
  }

  @Test
  void deadline_endsTheWait() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> put(cell, 3, Deadline.after(Duration.ofMillis(20))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    assertThat(OneCell.head(backend, cell).revision().version()).isEqualTo(1);
  }

  @Test
  void interrupt_endsTheWait_andStaysSet() {
    test.interrupt();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> put(cell, 3, Deadline.NEVER))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }
}
