package dev.holdfast.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "12", "12@1f3c", "9223372036854775807@ffffffffffffffff", "1@0"})
  void parse_readsWhatToStringWrites(String text) {
    assertThat(Position.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1@", "@1", "1@G", "1@00000000000000000", "9223372036854775808", "1 "})
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Position.parse(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is not a position");
  }

  @Test
  void of_negativeVersionOrTagWithoutVersion_isRefused() {
    assertThatThrownBy(() -> Position.of(-1)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> Position.of(0, 5)).isInstanceOf(InvalidRequestException.class);
  }
}
