package dev.holdfast.core.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.InvalidRequestException;
import org.junit.jupiter.api.Test;

/** The entry point over a scripted backend. */
final class HoldfastTest {

  private final ScriptedBackend backend = new ScriptedBackend();

  @Test
  void open_tellsWhatItWorksOn() {
    try (Holdfast holdfast = Holdfast.over(backend, HoldfastConfig.builder().name("a").build())) {
      assertThat(holdfast.info()).isEqualTo(backend.info());
      assertThat(holdfast.health().healthy()).isTrue();
      assertThat(holdfast.describe()).contains("scripted");
      assertThat(holdfast).hasToString("Holdfast[a]");
    }
  }

  @Test
  void close_isIdempotent_andRefusesWhatComesLater() {
    Holdfast holdfast = Holdfast.over(backend, HoldfastConfig.builder().name("a").build());
    holdfast.close();
    holdfast.close();
    assertThat(backend.closed).containsExactly("backend");
    assertThatThrownBy(holdfast::health)
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("Holdfast \"a\" is closed.");
    assertThatThrownBy(holdfast::info).isInstanceOf(ClosedException.class);
  }

  @Test
  void badNamespace_failsTheStart_andClosesTheBackend() {
    HoldfastConfig config = HoldfastConfig.builder().namespace("n".repeat(129)).build();
    assertThatThrownBy(() -> Holdfast.over(backend, config))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Namespace");
    assertThat(backend.closed).containsExactly("backend");
  }

  @Test
  void unknownScheme_isAStartFailure() {
    assertThatThrownBy(() -> Holdfast.open("nosuch:")).isInstanceOf(ConfigurationException.class);
  }
}
