package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.Limits;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OpenedContextsTest {

  private final Holdfast holdfast =
      Holdfast.over(
          new ModelBackend(InstantSource.system(), Limits.DEFAULT), HoldfastConfig.of("model:"));

  @Test
  void contexts_ofOneName_areOneObject() {
    ContextSync rooms = holdfast.contexts("rooms");

    assertThat(holdfast.contexts("rooms")).isSameAs(rooms);
    assertThat(holdfast.contexts("rooms", ContextSettings.DEFAULT)).isSameAs(rooms);
    rooms.set("a", JsonObject.EMPTY);
    assertThat(holdfast.contexts("others").get("a")).isEmpty();
    holdfast.close();
  }

  @Test
  void contexts_openWithOtherSettings_areRefused() {
    ContextSettings few = ContextSettings.DEFAULT.withDeltaThreshold(1);
    ContextSync rooms = holdfast.contexts("rooms", few);

    assertThat(holdfast.contexts("rooms")).isSameAs(rooms);
    assertThatThrownBy(() -> holdfast.contexts("rooms", ContextSettings.DEFAULT))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("open already with other settings");
    assertThatThrownBy(() -> holdfast.contexts("")).isInstanceOf(InvalidRequestException.class);
    holdfast.close();
  }

  @Test
  void contexts_afterClose_areClosed() {
    ContextSync rooms = holdfast.contexts("rooms");
    holdfast.close();

    assertThatThrownBy(() -> rooms.set("a", JsonObject.EMPTY)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> rooms.get("a")).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> rooms.scheduleCleanup(Duration.ofHours(1)))
        .isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> holdfast.contexts("rooms")).isInstanceOf(ClosedException.class);
  }
}
