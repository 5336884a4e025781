package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.value.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {

  @Test
  void pieces_getTheirCommas() {
    Bytes written =
        new JsonOutput(Bytes.EMPTY)
            .beginObject()
            .key("a")
            .value(1)
            .key("b \"ü\"")
            .beginArray()
            .value(JsonNull.NULL)
            .beginObject()
            .endObject()
            .value(JsonObject.of("c", "d"))
            .beginArray()
            .endArray()
            .endArray()
            .key("e")
            .value(new JsonString("f"))
            .endObject()
            .toBytes();
    assertThat(written.toUtf8())
        .isEqualTo("{\"a\":1,\"b \\\"ü\\\"\":[null,{},{\"c\":\"d\"},[]],\"e\":\"f\"}");
  }

  @Test
  void prefix_comesFirst() {
    Bytes written = new JsonOutput(Bytes.copyOf((byte) 7, (byte) -1)).value(3).toBytes();
    assertThat(written).isEqualTo(Bytes.copyOf((byte) 7, (byte) -1, (byte) '3'));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void wholeNumbers_areExact(long number) {
    assertThat(new JsonOutput(Bytes.EMPTY).value(number).toBytes().toUtf8())
        .isEqualTo(Long.toString(number));
    assertThat(new JsonInteger(number).toUtf8().toUtf8()).isEqualTo(Long.toString(number));
  }

  @Test
  void takenTwice_isEmptyAndTouchesNoOtherText() {
    String text = "a".repeat(10_000);
    JsonOutput output = new JsonOutput(Bytes.EMPTY).value(new JsonString(text));
    Bytes taken = output.toBytes();
    assertThat(output.toBytes()).isEqualTo(Bytes.EMPTY);
    JsonOutput other = new JsonOutput(Bytes.EMPTY).value(new JsonString("b".repeat(10_000)));
    output.value(new JsonString(text));
    assertThat(other.toBytes().toUtf8()).isEqualTo("\"" + "b".repeat(10_000) + "\"");
    assertThat(taken.toUtf8()).isEqualTo("\"" + text + "\"");
  }

  @Test
  void largeValues_shareNoBuffer() {
    JsonObject first = JsonObject.of("text", "a".repeat(10_000));
    JsonObject second = JsonObject.of("text", "b".repeat(9_000));
    Bytes longer = first.with("n", 1).toUtf8();
    Bytes shorter = second.with("n", 2).toUtf8();
    assertThat(longer.toUtf8()).isEqualTo("{\"text\":\"" + "a".repeat(10_000) + "\",\"n\":1}");
    assertThat(shorter.toUtf8()).isEqualTo("{\"text\":\"" + "b".repeat(9_000) + "\",\"n\":2}");
    assertThat(first.with("n", 3).toUtf8().toUtf8()).endsWith("a\",\"n\":3}");
  }
}
