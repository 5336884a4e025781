package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CleanupTest {

  private static final ContextSettings NOTHING = ContextSettings.DEFAULT.withDeltaTtl(null);
  private static final int ROOMS = 20;

  private final Rooms rooms = new Rooms(ModelBackend.limits(1_000_000, 100, 3, 2));

  @AfterEach
  void close() throws Exception {
    rooms.close();
  }

  /** Fills rooms with three changes each, a minute apart, and gives what the settings leave. */
  private ContextSync filled(ContextSettings settings) {
    ContextSync contexts = rooms.open(settings);
    for (int change = 0; change < 3; change++) {
      for (int room = 0; room < ROOMS; room++) {
        contexts.set("room" + room, JsonObject.of("n", change));
      }
      rooms.pass(Duration.ofMinutes(1));
    }
    return contexts;
  }

  private static List<Long> versions(ContextSync contexts, String id) {
    return contexts.store().deltasAfter(id, 0).stream().map(ContextDelta::version).toList();
  }

  @Test
  void nothingSet_deletesNothing() {
    ContextSync contexts = filled(NOTHING);
    rooms.pass(Duration.ofDays(1000));

    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(ROOMS, 0, 0));
    assertThat(versions(contexts, "room7")).hasSize(3);
  }

  @Test
  void contextTtl_deletesUnchangedContextsWithTheirDeltas() {
    ContextSync contexts = filled(NOTHING.withContextTtl(Duration.ofMinutes(1)));
    contexts.update("room7", patch -> patch.set("n", 7));
    rooms.pass(Duration.ofMinutes(1));

    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(ROOMS, ROOMS - 1, 0));
    assertThat(contexts.get("room7")).isPresent();
    assertThat(versions(contexts, "room7")).hasSize(4);
    assertThat(contexts.get("room8")).isEmpty();
    assertThat(versions(contexts, "room8")).isEmpty();
  }

  @Test
  void deltaTtl_deletesOldDeltasOfAllIds() {
    ContextSync contexts = filled(NOTHING.withDeltaTtl(Duration.ofMinutes(2)));

    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(ROOMS, 0, ROOMS));
    for (int room = 0; room < ROOMS; room++) {
      assertThat(versions(contexts, "room" + room)).containsExactly(2L, 3L);
    }
    assertThat(contexts.cleanup().idsTrimmed()).isZero();
  }

  @Test
  void deltasKept_keepsTheNewest() {
    ContextSync contexts = filled(NOTHING.withDeltasKept(1L));

    assertThat(contexts.cleanup().idsTrimmed()).isEqualTo(ROOMS);
    assertThat(versions(contexts, "room19")).containsExactly(3L);
  }

  @Test
  void settingsOutOfRange_areRefused() {
    assertThatThrownBy(() -> NOTHING.withDeltasKept(-1L))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> NOTHING.withContextTtl(Duration.ZERO))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> NOTHING.withDeltaTtl(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> NOTHING.withDeltaThreshold(-1))
        .isInstanceOf(InvalidRequestException.class);
  }
}
