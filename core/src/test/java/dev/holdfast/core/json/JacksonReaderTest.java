package dev.holdfast.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonDecimal;
import dev.holdfast.json.JsonInteger;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonReaderTest {

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE - 1L,
        (1L << 53) - 1,
        (1L << 53) + 1,
        -(1L << 53) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void integer_isExact(long number) {
    assertThat(JsonValue.parse(Long.toString(number))).isEqualTo(new JsonInteger(number));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,1.0",
    "1.00,1.00",
    "-0.0,0.0",
    "1e2,1E+2",
    "1E400,1E+400",
    "1e-400,1E-400",
    "9007199254740993.0,9007199254740993.0",
    "0.1000000000000000055511151231257827,0.1000000000000000055511151231257827",
    "9223372036854775808,9223372036854775808",
    "-9223372036854775809,-9223372036854775809",
    "123456789012345678901234567890,123456789012345678901234567890",
  })
  void decimal_isExact(String text, String printed) {
    JsonValue value = JsonValue.parse(text);

    assertThat(value).isEqualTo(new JsonDecimal(new BigDecimal(text))).hasToString(printed);
  }

  @Test
  void minusZero_isTheIntegerZero() {
    assertThat(JsonValue.parse("-0")).isEqualTo(new JsonInteger(0));
  }

  @Test
  void longestNumbers_areRead() {
    String digits = "9".repeat(JsonDecimal.MAX_DIGITS);

    assertThat(JsonValue.parse("-" + digits)).hasToString("-" + digits);
    assertThat(JsonValue.parse("-0.00000" + digits)).hasToString("-0.00000" + digits);
    assertThat(JsonValue.parse("1E9999")).hasToString("1E+9999");
  }

  @ParameterizedTest
  @CsvSource({
    "1E10000,exponent 10000",
    "1E-10000,exponent -10000",
    "1E99999999999,beyond all bounds",
    "1E-2147483648,beyond all bounds",
    "1E2147483647,exponent 2147483647",
  })
  void exponentBeyondTheLimit_isRefused(String text, String why) {
    assertRefused("[" + text + "]", "Line 1, column 2: ");
    assertRefused("[" + text + "]", why);
  }

  @Test
  void moreDigitsThanTheLimit_areRefused() {
    assertRefused("[1,\n" + "9".repeat(1001) + "]", "Line 2, column 1: A number has 1001 digits");
    assertRefused("9".repeat(2000), "Line 1, column ");
    assertRefused("9".repeat(2000), "A number has more than 1100 characters");
    assertRefused("9".repeat(2_000_000) + ".5", "A number has more than 1100 characters");
  }

  @Test
  void escapes_areRead() {
    assertThat(JsonValue.parse("\"\\u0000\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\""))
        .isEqualTo(new JsonString("\u0000é😀/\b\f\n\r\t\"\\"));
    assertThat(JsonObject.parse("{\"\\u0061\\u0000\":\"\u007F\"}").string("a\u0000"))
        .isEqualTo("\u007F");
  }

  @Test
  void whitespaceAroundValues_isSkipped() {
    assertThat(JsonValue.parse(" \r\n\t[ 1 , { } ]\n "))
        .isEqualTo(JsonArray.of(1, JsonObject.EMPTY));
  }

  @Test
  void nesting_isLimited() {
    assertThat(JsonValue.parse(nested(500)).toString()).isEqualTo(nested(500));
    assertRefused(nested(501), "Line 1, column 501: The value nests deeper than 500 levels.");
    assertRefused("[".repeat(1_000_000), "Line 1, column 501: The value nests");
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void repeatedKey_isRefusedWhereItStands() {
    assertRefused("{\"a\":1,\n \"a\":{\n}}", "Line 2, column 2: Key \"a\" comes twice");
    assertRefused("{\"a\":1,\"\\u0061\":2}", "Line 1, column 8: Key \"a\" comes twice");
    assertThat(JsonObject.parse("{\"a\":{\"a\":1}}").object("a").integer("a")).isEqualTo(1);
  }

  @Test
  void textAfterTheValue_isRefused() {
    assertRefused("{} {}", "Line 1, column 4: There is more text");
    assertRefused("1 2", "Line 1, column 3: There is more text");
    assertRefused("{}\n}", "Line 2, column ");
    assertRefused("null,", "Line 1, column ");
  }

  @Test
  void noText_isRefused() {
    assertRefused("", "Line 1, column 1: The text is empty.");
    assertRefused("\n  ", "Line 2, column 3: The text is empty.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-",
        ".5",
        "1.",
        "1e",
        "0x10",
        "1_000",
        "tru",
        "True",
        "nul",
        "undefined",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "}",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{1:2}",
        "{\"a\":1]",
        "// a\n1",
        "/* a */ 1",
        "\uFEFF1",
        "\u00A01",
        "1\u0000",
      })
  void malformedText_isRefusedWithItsPlace(String text) {
    assertRefused(text, "Line 1, column ");
    assertRefused("{\"a\":\n [" + text, "Line 2, column ");
  }

  @Test
  void messages_speakOfJsonAlone() {
    for (String text : new String[] {"NaN", "[1", "{\"a\":\"b", "[1 2]", "9".repeat(2000)}) {
      assertThatThrownBy(() -> JsonValue.parse(text))
          .hasMessageNotContainingAny("Source", "REDACTED", "Feature", "Constraints", "..");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"\\ud800\"', 'column 1: A string has an unpaired surrogate, U+D800, as character 1'",
    "'[\"a\\udc00\"]', 'column 2: A string has an unpaired surrogate, U+DC00, as character 2'",
    "'{\"\\ud83dx\":1}', 'Broken surrogate pair in field name'",
  })
  void unpairedSurrogate_isRefusedWithItsPlace(String text, String why) {
    assertRefused(text, why);
    assertRefused(text, "Line 1, column ");
  }

  @ParameterizedTest
  @CsvSource({
    "22ff22, 0xFF, 2",
    "22c0af22, 0xC0, 2",
    "22eda08022, 0xED, 2",
    "22eda0bdedb88022, 0xED, 2",
    "22f490808022, 0xF4, 2",
    "22c3, 0xC3, 2",
    "22efbfbd80, 0x80, 5",
  })
  void bytesThatAreNotUtf8_areRefused(String hex, String found, int number) {
    Bytes bytes = Bytes.wrap(HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> JsonValue.parse(bytes))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("The byte " + found + ", number " + number + ", is not UTF-8.");
  }

  @Test
  void bytesThatAreNotUtf8_areCountedInLines() {
    byte[] bytes = "[\n\"é\",\n \"x\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    bytes[bytes.length - 3] = (byte) 0x80;

    assertThatThrownBy(() -> JsonValue.parse(Bytes.wrap(bytes)))
        .hasMessageContaining("Line 3, column 3: The byte 0x80");
  }

  @Test
  void writtenReplacementCharacter_isText() {
    assertThat(JsonValue.parse(Bytes.utf8("\"\uFFFD\""))).isEqualTo(new JsonString("\uFFFD"));
  }

  @Test
  void utf16_isNotGuessed() {
    Bytes bytes = Bytes.wrap("[1]".getBytes(java.nio.charset.StandardCharsets.UTF_16BE));

    assertThatThrownBy(() -> JsonValue.parse(bytes)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void anotherValueThanAnObject_isRefusedWhereOneIsWanted() {
    assertThatThrownBy(() -> JsonObject.parse("[1]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("the text holds an array, not an object");
    assertThatThrownBy(() -> JsonObject.parse(Bytes.utf8("null")))
        .hasMessageContaining("the text holds null, not an object");
  }

  @Test
  void keysWithOneHash_areAllKept() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 2048; i++) {
      for (int bit = 0; bit < 11; bit++) {
        text.append(bit == 0 ? "\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":").append(i).append(i < 2047 ? "," : "}");
    }

    JsonObject object = JsonObject.parse(text.toString());

    assertThat(object.size()).isEqualTo(2048);
    assertThat(object.integer("Aa".repeat(11))).isZero();
    assertThat(object.integer("BB".repeat(11))).isEqualTo(2047);
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> JsonValue.parse(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("HF-4003 Line ")
        .hasMessageContaining(why);
  }
}
