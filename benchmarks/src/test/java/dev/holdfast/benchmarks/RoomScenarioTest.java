package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonPath;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoomScenarioTest {

  @Test
  void lost_countsUpdatesThatTheRoomDoesNotShow() {
    JsonObject untouched = Rooms.large(1);
    assertThat(RoomScenario.lost(untouched, 50, "away 1")).isEqualTo(16 + 17);
    assertThat(RoomScenario.lost(untouched, 10, "away 1")).isEqualTo(3 + 4);
    JsonObject updated =
        untouched
            .with(JsonPath.parse("participants.user-3.status"), "away 1")
            .with(JsonPath.parse("participants.user-1.typing"), true);
    assertThat(RoomScenario.lost(updated, 50, "away 1")).isEqualTo(16 + 17 - 2);
    assertThat(RoomScenario.lost(updated, 50, "away 2")).isEqualTo(16 + 17 - 1);
  }

  @ParameterizedTest
  @EnumSource
  void run_makesOneVersionForTheSetAndOneForEachUpdate(Calls calls) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      ContextSync contexts = holdfast.contexts("rooms");
      RoomScenario scenario = new RoomScenario(contexts, calls, callers, List.of("a", "b"), 50);
      assertThat(scenario.run()).isEqualTo(2);
      assertThat(scenario.run()).isEqualTo(2);
      assertThat(contexts.get("a").orElseThrow().version()).isEqualTo(2 * (1 + 16 + 17));
      assertThat(contexts.sync("b", Position.NONE).position().version()).isEqualTo(68);
    } finally {
      callers.shutdownNow();
    }
  }
}
