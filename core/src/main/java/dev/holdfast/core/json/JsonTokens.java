package dev.holdfast.core.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonBoolean;
import dev.holdfast.json.JsonDecimal;
import dev.holdfast.json.JsonInteger;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonNumber;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns Jackson's tokens into values and values into tokens, numbers exactly. */
final class JsonTokens {

  private JsonTokens() {}

  /**
   * Returns the value that begins at the parser's current token, and leaves it at the last.
   *
   * @throws InvalidRequestException if the value breaks a rule of {@link JsonValue}
   */
  static JsonValue read(JsonParser parser) throws IOException {
    return read(parser, 0);
  }

  private static JsonValue read(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new JsonString(parser.getText());
      case START_OBJECT -> readObject(parser, deeper(depth));
      case START_ARRAY -> readArray(parser, deeper(depth));
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      case VALUE_NUMBER_INT -> readInteger(parser);
      case VALUE_NUMBER_FLOAT -> readDecimal(parser);
      default -> embedded(parser.getEmbeddedObject());
    };
  }

  /** Refuses on the way down what JsonValue would refuse on the way up, for the place's sake. */
  private static int deeper(int depth) {
    if (depth == JsonValue.MAX_DEPTH) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "The value nests deeper than %d levels.".formatted(JsonValue.MAX_DEPTH));
    }
    return depth + 1;
  }

  private static JsonObject readObject(JsonParser parser, int depth) throws IOException {
    JsonObjectBuilder members = JsonObject.builder();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      members.requireNew(key);
      parser.nextToken();
      members.put(key, read(parser, depth));
    }
    return members.build();
  }

  private static JsonArray readArray(JsonParser parser, int depth) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser, depth));
    }
    return JsonArray.copyOf(elements);
  }

  private static JsonNumber readInteger(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? JsonNumber.of(parser.getBigIntegerValue())
        : JsonNumber.of(parser.getLongValue());
  }

  /** Takes a number that exists already as it is, and never makes a double of text. */
  private static JsonValue readDecimal(JsonParser parser) throws IOException {
    if (parser.getNumberValueDeferred() instanceof Number known) {
      return JsonValue.of(known);
    }
    try {
      return JsonNumber.of(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "A number's exponent is beyond all bounds; exponents are -%d..%d."
              .formatted(JsonDecimal.MAX_EXPONENT, JsonDecimal.MAX_EXPONENT),
          e);
    }
  }

  private static JsonValue embedded(Object object) {
    return object instanceof byte[] bytes
        ? new JsonString(Base64Variants.MIME_NO_LINEFEEDS.encode(bytes))
        : JsonValue.of(object);
  }

  /** Writes {@code value} as tokens. */
  static void write(JsonValue value, JsonGenerator target) throws IOException {
    switch (value.kind()) {
      case OBJECT -> writeObject((JsonObject) value, target);
      case ARRAY -> writeArray((JsonArray) value, target);
      case STRING -> target.writeString(((JsonString) value).value());
      case INTEGER -> target.writeNumber(((JsonInteger) value).value());
      case DECIMAL -> writeDecimal((JsonDecimal) value, target);
      case BOOLEAN -> target.writeBoolean(((JsonBoolean) value).value());
      case NULL -> target.writeNull();
    }
  }

  private static void writeObject(JsonObject object, JsonGenerator target) throws IOException {
    target.writeStartObject();
    for (Map.Entry<String, JsonValue> member : object.asMap().entrySet()) {
      target.writeFieldName(member.getKey());
      write(member.getValue(), target);
    }
    target.writeEndObject();
  }

  private static void writeArray(JsonArray array, JsonGenerator target) throws IOException {
    target.writeStartArray();
    for (JsonValue element : array) {
      write(element, target);
    }
    target.writeEndArray();
  }

  private static void writeDecimal(JsonDecimal decimal, JsonGenerator target) throws IOException {
    if (decimal.isBigInteger()) {
      target.writeNumber(decimal.value().toBigIntegerExact());
    } else {
      target.writeNumber(decimal.value());
    }
  }
}
