package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendUrlTest {

  @Test
  void url_isSplitAtTheFirstColon() {
    BackendUrl url = BackendUrl.parse(" JDBC:postgresql://host/db?ssl=true ");

    assertThat(url.scheme()).isEqualTo("jdbc");
    assertThat(url.rest()).isEqualTo("postgresql://host/db?ssl=true");
    assertThat(url.text()).isEqualTo("jdbc:postgresql://host/db?ssl=true");
  }

  @ParameterizedTest
  @CsvSource({
    "memory:, memory:",
    "mapdb:./data, mapdb:./data",
    "redis://host:6379/2, redis://host:6379/2",
    "redis://ann:s3cret@host:6379/2, redis://***@host:6379/2",
    "redis://:s3cret@h1:1#master, redis://***@h1:1#master",
    "redis://ann:s3@cret@host, redis://***@host",
    "redis://ann:s3?cret@host, redis://***?***",
    "redis://ann:s3;cret@host/x, redis://***;***",
    "redis://host?password=s3cret, redis://host?***",
    "redis://host?password=s3@cret, redis://***?***",
    "jdbc:postgresql://ann:s3cret@host/db, jdbc:postgresql://***@host/db",
    "jdbc:oracle:thin:ann/s3cret@host, jdbc:oracle:***@host",
    "jdbc:h2:mem:x;PASSWORD=s3cret, jdbc:h2:mem:x;***",
    "redis:ann:s3cret@host, redis:***@host"
  })
  void shownForm_hidesWhatMayBeSecret(String url, String shown) {
    assertThat(BackendUrl.parse(url)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "memory", "//ann:s3cret@host", "./da:ta", "9p:x", ":x", "ré:x"})
  void urlWithoutScheme_isRefusedWithoutItsSecrets(String text) {
    assertThatThrownBy(() -> BackendUrl.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HF-1008 The URL \"")
        .hasMessageContaining("does not begin with a scheme and a colon.")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void query_isPercentDecodedAndKeepsPlusSigns() {
    assertThat(BackendUrl.parse("x:y?a=1%262&b.c-d=5+3&e=&f=g=h#frag").query())
        .containsExactly(
            Map.entry("a", "1&2"),
            Map.entry("b.c-d", "5+3"),
            Map.entry("e", ""),
            Map.entry("f", "g=h"));
    assertThat(BackendUrl.parse("x:y").query()).isEmpty();
    assertThat(BackendUrl.parse("x:y?").query()).isEmpty();
  }

  @Test
  void withoutQuery_keepsTheFragment() {
    assertThat(BackendUrl.parse("x:y?a=1#frag").withoutQuery().text()).isEqualTo("x:y#frag");
    assertThat(BackendUrl.parse("x:y#frag?a=1").withoutQuery().text()).isEqualTo("x:y#frag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x:y?s3cret",
        "x://a:b?s3cret@host",
        "x:y?=1",
        "x:y?a=1&",
        "x:y?a=%zz",
        "x:y?a=1&a=2"
      })
  void queryThatIsNotKeysAndValues_isRefusedWithoutShowingIt(String text) {
    BackendUrl url = BackendUrl.parse(text);

    assertThatThrownBy(url::query)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HF-1008 The URL \"" + url + "\" ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void urls_areEqualByTheirText() {
    assertThat(BackendUrl.parse("MEMORY:a")).isEqualTo(BackendUrl.parse("memory:a"));
    assertThat(BackendUrl.parse("memory:a"))
        .isNotEqualTo(BackendUrl.parse("memory:b"))
        .hasSameHashCodeAs(BackendUrl.parse("memory:a"));
  }
}
