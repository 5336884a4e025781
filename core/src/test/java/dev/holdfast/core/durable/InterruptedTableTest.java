package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables whose users are interrupted. */
final class InterruptedTableTest {

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    Thread.interrupted();
    desk.holdfast.close();
  }

  @Test
  void writerInterruptedWhileItsCommitIsUnderWay_harmsNobody() {
    DurableTable<String, String> table = desk.open();
    AtomicBoolean once = new AtomicBoolean();
    desk.backend.after(
        commit -> {
          if (once.compareAndSet(false, true)) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, "Interrupted.");
          }
        });
    table.write("a", "1");
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    table.write("b", "2");
    assertThat(table.health().healthy()).isTrue();
    assertThat(table.stats().logLength()).isEqualTo(2);
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void holdfastClosedByAnInterruptedThread_storesWhatIsDirty_andGivesTheTableUp() {
    DurableTable<String, String> table = desk.open();
    table.dirtyWrite("dirty", "1");
    Thread.currentThread().interrupt();
    desk.holdfast.close();
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    DurableTable<String, String> polite =
        Desk.open(desk.another(), Desk.options().withOwnership(Ownership.RESPECT));
    assertThat(polite.lookup("dirty")).contains("1");
  }

  @Test
  void closeInterruptedWhileItWaits_goesOn() throws Exception {
    DurableTable<String, String> table = desk.open();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    desk.backend.hold(held, go);
    CompletionStage<Void> writing = table.writeAsync("a", "1");
    held.await();
    table.dirtyWrite("dirty", "1");
    FutureTask<Boolean> stopping =
        new FutureTask<>(
            () -> {
              table.close();
              return Thread.interrupted();
            });
    Thread stopper = new Thread(stopping);
    stopper.start();
    Desk.until(() -> Desk.isWaiting(stopper));
    stopper.interrupt();
    Desk.until(() -> !stopper.isAlive() || (!stopper.isInterrupted() && Desk.isWaiting(stopper)));
    go.countDown();
    assertThat(stopping.get()).as("the flag").isTrue();
    writing.toCompletableFuture().join();
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "dirty", "1"));
  }
}
