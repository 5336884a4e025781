package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {

  private static final Option<Integer> POOL = Option.integer("pool", 1, 64);
  private static final Option<Long> SIZE = Option.size("size", 0, 1L << 40);
  private static final Option<Duration> TIME =
      Option.duration("time", Duration.ZERO, Duration.ofDays(365));

  @ParameterizedTest
  @ValueSource(strings = {"1", "64", " 8 ", "+8", "08"})
  void integer_withinBounds_isRead(String text) {
    assertThat(POOL.read(text)).isBetween(1, 64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "65", "-1", "1.0", "1e1", "x", "4294967297", "9223372036854775808"})
  void integer_outsideBoundsOrNoNumber_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> POOL.read(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "1B,1",
    "64MiB,67108864",
    "64 MiB,67108864",
    "1kB,1000",
    "1KiB,1024",
    "1TiB,1099511627776"
  })
  void size_isReadInBytes(String text, long bytes) {
    assertThat(SIZE.read(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64",
        "64M",
        "64mib",
        "-1B",
        "1.5GiB",
        "2TiB",
        "9223372036854775807TiB",
        "MiB",
        ""
      })
  void size_withoutUnitOrOutsideBounds_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SIZE.read(text));
  }

  @ParameterizedTest
  @CsvSource({"0s,0", "250ms,250", "5s,5000", "2min,120000", "1h,3600000", "7 d,604800000"})
  void duration_isRead(String text, long millis) {
    assertThat(TIME.read(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5m", "-5s", "1.5s", "PT5S", "366d", "9223372036854775807d", ""})
  void duration_withoutUnitOrOutsideBounds_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TIME.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "yes", "1", ""})
  void bool_isTrueOrFalseAlone(String text) {
    Option<Boolean> option = Option.bool("on");

    assertThat(option.read("true")).isTrue();
    assertThat(option.read(" false ")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> option.read(text));
  }

  @Test
  void choice_isWrittenInLowerCaseWithDashes() {
    Option<Thread.State> option = Option.choice("state", Thread.State.class);

    assertThat(option.read("timed-waiting")).isEqualTo(Thread.State.TIMED_WAITING);
    assertThat(option.write(Thread.State.TIMED_WAITING)).isEqualTo("timed-waiting");
    assertThatIllegalArgumentException().isThrownBy(() -> option.read("TIMED_WAITING"));
    assertThat(Option.choice("unit", TimeUnit.class).form())
        .startsWith("one of nanoseconds, micro");
  }

  @Test
  void list_isSplitAtCommas() {
    Option<List<String>> option = Option.list("hosts");

    assertThat(option.read("a, b ,c")).containsExactly("a", "b", "c");
    assertThatIllegalArgumentException().isThrownBy(() -> option.read("a,,b"));
    assertThatIllegalArgumentException().isThrownBy(() -> option.read(""));
  }

  @Test
  void textAndPath_keepTheirBlanksAndAreNotEmpty() {
    assertThat(Option.string("name").read(" x ")).isEqualTo(" x ");
    assertThat(Option.path("dir").read("./my data")).isEqualTo(Path.of("./my data"));
    assertThatIllegalArgumentException().isThrownBy(() -> Option.secret("password").read(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Option.path("dir").read("a\0b"));
  }

  @Test
  void bounds_standInTheForm() {
    assertThat(POOL.form()).isEqualTo("a whole number from 1 to 64");
    assertThat(SIZE.form()).isEqualTo("a size from 0B to 1TiB, written like 64MiB");
    assertThat(TIME.form()).isEqualTo("a time span from 0s to 365d, written like 5s");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "250,250ms",
    "5000,5s",
    "90000,90s",
    "120000,2min",
    "3600000,1h",
    "86400000,1d"
  })
  void duration_isWrittenInTheLargestUnitThatFits(long millis, String text) {
    assertThat(TIME.write(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1,1B", "1000,1kB", "1024,1KiB", "1025,1025B", "67108864,64MiB"})
  void size_isWrittenInTheLargestUnitThatFits(long bytes, String text) {
    assertThat(SIZE.write(bytes)).isEqualTo(text);
  }

  @Test
  void defaultThatCouldNotBeGiven_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> POOL.defaultsTo(65));
    assertThatIllegalArgumentException().isThrownBy(() -> TIME.defaultsTo(Duration.ofNanos(7)));
    assertThat(POOL.defaultsTo(8).defaultText()).contains("8");
  }

  @Test
  void boundsTheWrongWayRound_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Option.integer("pool", 2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Pool", "a_b", "a..b", ".a", "a.", "1a", "a b"})
  void keyThatIsNotLowerCaseWords_isRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> Option.string(key));
  }

  @Test
  void changes_makeNewOptions() {
    Option<Integer> changed = POOL.required().fromUrl().describedAs("How many.");

    assertThat(changed.isRequired()).isTrue();
    assertThat(changed.isFromUrl()).isTrue();
    assertThat(changed.description()).isEqualTo("How many.");
    assertThat(POOL.isRequired() || POOL.isFromUrl() || !POOL.description().isEmpty()).isFalse();
  }

  @Test
  void options_withOneKeyTwice_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(Option.string("pool.size"), Option.string("pool-size")))
        .withMessage("The option pool-size is declared twice.");
  }

  @Test
  void options_withTwoFromTheUrl_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(Option.string("a").fromUrl(), Option.string("b").fromUrl()));
  }
}
