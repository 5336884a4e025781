package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.InvalidRequestException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Holdfast closed by what it calls. */
final class CloseInCallbackTest {

  private final Desk desk = new Desk();
  private final Queue<RuntimeException> refusals = new ConcurrentLinkedQueue<>();

  private void close(TableUpdate<String, String> update) {
    if (!(update instanceof TableUpdate.Closed)) {
      try {
        desk.holdfast.close();
      } catch (RuntimeException e) {
        refusals.add(e);
      }
    }
  }

  @Test
  void callbackThatClosesHoldfast_isRefused_andNothingIsLost() {
    DurableTable<String, String> table =
        Desk.open(desk.holdfast, Desk.options().withOnUpdate(this::close));
    table.dirtyWrite("dirty", "1");
    table.write("a", "1");
    table.writeAsync("b", "1").toCompletableFuture().join();
    table.dirtyWrite("late", "1");
    assertThat(refusals).hasSize(5).hasOnlyElementsOfType(InvalidRequestException.class);
    assertThat(desk.holdfast.health().healthy()).isTrue();
    desk.holdfast.close();
    assertThat(desk.stored()).isEqualTo(Map.of("dirty", "1", "a", "1", "b", "1", "late", "1"));
  }
}
