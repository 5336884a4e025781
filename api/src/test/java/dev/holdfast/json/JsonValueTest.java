package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.InvalidRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @Test
  void plainJava_becomesJson() {
    assertThat(JsonValue.of(null)).isEqualTo(JsonNull.NULL);
    assertThat(JsonValue.of("a")).isEqualTo(new JsonString("a"));
    assertThat(JsonValue.of(new StringBuilder("a"))).isEqualTo(new JsonString("a"));
    assertThat(JsonValue.of(true)).isEqualTo(JsonBoolean.TRUE);
    assertThat(JsonValue.of((byte) 1)).isEqualTo(JsonNumber.of(1));
    assertThat(JsonValue.of((short) 1)).isEqualTo(JsonNumber.of(1));
    assertThat(JsonValue.of(1L)).isEqualTo(JsonNumber.of(1));
    assertThat(JsonValue.of(BigInteger.TEN)).isEqualTo(JsonNumber.of(10));
    assertThat(JsonValue.of(BigDecimal.TEN)).isEqualTo(JsonNumber.of(10.0));
    assertThat(JsonValue.of(Map.of("a", List.of(1, new Object[] {2}))))
        .hasToString("{\"a\":[1,[2]]}");
  }

  @Test
  void otherTypes_areRefused() {
    assertThatThrownBy(() -> JsonValue.of(new Object()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("java.lang.Object has no JSON form");
    assertThatThrownBy(() -> JsonValue.of(Map.of(1, 2)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is text, not a java.lang.Integer");
    assertThatThrownBy(() -> JsonValue.of(Collections.singletonMap(null, 2)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is text, not null");
  }

  @Test
  void structureInsideItself_isRefused() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThatThrownBy(() -> JsonValue.of(endless))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("nests deeper than 500 levels");
  }

  @Test
  void depth_isLimitedHoweverItGrows() {
    JsonValue deepest = JsonNull.NULL;
    for (int i = 0; i < JsonValue.MAX_DEPTH; i++) {
      deepest = i % 2 == 0 ? JsonArray.of(deepest) : JsonObject.of("a", deepest);
    }
    JsonValue full = deepest;
    JsonObject object = JsonObject.of("a", 1);

    assertThat(full.toString()).hasSize(250 * 2 + 250 * 6 + 4);
    assertThatThrownBy(() -> JsonArray.of(full)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> object.with("a", full)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> object.with("b", full)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> JsonArray.of(1).with(0, full))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> JsonArray.EMPTY.appended(full))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void depth_shrinksWithWhatIsRemoved() {
    JsonValue inner = JsonArray.EMPTY;
    for (int i = 2; i < JsonValue.MAX_DEPTH; i++) {
      inner = JsonArray.of(inner);
    }
    JsonObject full = JsonObject.of("deep", inner, "flat", 1);

    assertThat(JsonArray.of(full.without("deep")).size()).isEqualTo(1);
    assertThat(JsonArray.of(full.with("deep", 1)).size()).isEqualTo(1);
    assertThatThrownBy(() -> JsonArray.of(full.with("flat", 2)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uD83D", "\uDE00\uD83D", "ok\uD83D\uDE00\uD83Dx"})
  void unpairedSurrogate_isRefused(String text) {
    assertThatThrownBy(() -> new JsonString(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("A string has an unpaired surrogate");
    assertThatThrownBy(() -> JsonObject.EMPTY.with(text, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("A key has an unpaired surrogate");
    assertThatThrownBy(() -> JsonObject.of(text, 1)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void text_isEscapedAsLittleAsPossible() {
    assertThat(new JsonString("\u0000\u001F\b\f\n\r\t\"\\/\u007Fé€😀\u2028"))
        .hasToString("\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007Fé€😀\u2028\"");
    assertThat(JsonObject.of("k\n", JsonBoolean.FALSE)).hasToString("{\"k\\n\":false}");
  }

  @Test
  void longText_isWrittenWhole() {
    String text = "\u0001😀x".repeat(5_000);

    assertThat(new JsonString(text)).hasToString('"' + text.replace("\u0001", "\\u0001") + '"');
  }

  @Test
  void emptyContainers_print() {
    assertThat(JsonObject.EMPTY).hasToString("{}");
    assertThat(JsonArray.EMPTY).hasToString("[]");
    assertThat(JsonObject.of("", JsonArray.of(JsonObject.EMPTY))).hasToString("{\"\":[{}]}");
  }

  @Test
  void encoding_isTheSameBeforeAndAfterItIsKept() {
    JsonObject person = JsonObject.of("name", "a".repeat(200), "status", "online");
    JsonObject room = JsonObject.of("people", JsonArray.of(person, person), "n", 1);
    String expected = room.toString();

    assertThat(person.encoded).isNotNull();
    assertThat(JsonObject.of("tiny", 1).toUtf8()).isNotNull();
    assertThat(room).hasToString(expected);
    assertThat(room.with("n", 1).toUtf8()).isEqualTo(room.toUtf8());
    assertThat(room.with("n", 2)).hasToString(expected.replace("\"n\":1", "\"n\":2"));
  }

  @Test
  void smallContainers_keepNoEncoding() {
    JsonObject tiny = JsonObject.of("tiny", 1);

    assertThat(tiny).hasToString("{\"tiny\":1}");
    assertThat(tiny.encoded).isNull();
  }

  @Test
  void missingReader_namesTheArtifact() {
    assertThatThrownBy(() -> JsonObject.parse("{}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("HF-1012")
        .hasMessageContaining("dev.holdfast:holdfast-core");
  }
}
