package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables with failures around them: in the log, in callbacks, in what is asked of them. */
final class TableFailureTest {

  private final Desk desk = new Desk();

  @Test
  void errorOutOfTheCallback_changesNothing() {
    DurableTable<String, String> table =
        Desk.open(
            desk.holdfast,
            Desk.options()
                .withOnUpdate(
                    update -> {
                      throw new AssertionError("The test's callback fails.");
                    }));
    table.write("a", "1");
    table.writeAsync("b", "2").toCompletableFuture().join();
    table.dirtyWrite("c", "3");
    table.close();
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }
}
