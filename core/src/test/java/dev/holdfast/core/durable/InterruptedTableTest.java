package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import java.util.Map;
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
}
