package dev.holdfast.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A single command that the user default may not do is enough to lose a commit. */
class DefaultUserTest {

  static Stream<String> commands() {
    List<String> asked = new ArrayList<>();
    DefaultUser.mayRepeatCommits("holdfast", command -> asked.add(command.get(0)));
    return asked.stream();
  }

  @Test
  void whoMayDoAll_mayRepeatCommits() {
    assertThat(DefaultUser.mayRepeatCommits("holdfast", command -> true)).isTrue();
    assertThat(commands()).contains("SELECT", "HSET", "XADD", "ZREM", "PERSIST");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whoMayNotDoOne_mayNotRepeatCommits(String refused) {
    assertThat(DefaultUser.mayRepeatCommits("holdfast", may -> !may.get(0).equals(refused)))
        .isFalse();
  }

  @Test
  void keysAreThoseOfTheStore() {
    DefaultUser.mayRepeatCommits(
        "orders",
        command -> {
          assertThat(command.get(1)).isIn("orders:", "0");
          return true;
        });
  }
}
