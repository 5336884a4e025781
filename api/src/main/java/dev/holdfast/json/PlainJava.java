package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns plain Java objects into JSON values. */
final class PlainJava {

  private PlainJava() {}

  /** Returns the JSON value of {@code plain}, which lies inside {@code depth} others. */
  static JsonValue toJson(@Nullable Object plain, int depth) {
    if (plain instanceof JsonValue json) {
      return json;
    }
    if (plain instanceof CharSequence text) {
      return new JsonString(text.toString());
    }
    if (plain instanceof Boolean truth) {
      return JsonBoolean.of(truth);
    }
    if (plain instanceof Number number) {
      return number(number);
    }
    if (plain == null) {
      return JsonNull.NULL;
    }
    // A structure that contains itself would never end; so depth is checked on the way down too.
    Depth.check(depth);
    if (plain instanceof Map<?, ?> map) {
      return object(map, depth + 1);
    }
    if (plain instanceof Iterable<?> elements) {
      return array(elements, depth + 1);
    }
    if (plain instanceof Object[] elements) {
      return array(Arrays.asList(elements), depth + 1);
    }
    throw unconvertible(plain);
  }

  private static JsonNumber number(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return new JsonInteger(number.longValue());
    }
    if (number instanceof Double || number instanceof Float) {
      return decimal(number.doubleValue(), number.toString());
    }
    if (number instanceof BigDecimal decimal) {
      return new JsonDecimal(decimal);
    }
    if (number instanceof BigInteger integer) {
      return JsonNumber.of(integer);
    }
    throw unconvertible(number);
  }

  /** Returns the decimal written as {@code text}, unless {@code value} is not a number. */
  static JsonDecimal decimal(double value, String text) {
    if (!Double.isFinite(value)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "JSON has no number " + text + "; null or a string can stand for it.");
    }
    return new JsonDecimal(new BigDecimal(text));
  }

  private static JsonObject object(Map<?, ?> map, int depth) {
    JsonObjectBuilder builder = JsonObject.builder();
    map.forEach((key, value) -> builder.put(key(key), toJson(value, depth)));
    return builder.build();
  }

  /** Returns {@code key} as text, or refuses it. */
  static String key(@Nullable Object key) {
    if (key instanceof CharSequence text) {
      return text.toString();
    }
    throw new InvalidRequestException(
        ErrorCode.UNCONVERTIBLE,
        "A key of a JSON object is text, not "
            + (key == null ? "null" : "a " + key.getClass().getName())
            + ".");
  }

  private static JsonArray array(Iterable<?> elements, int depth) {
    List<JsonValue> values = new ArrayList<>();
    elements.forEach(element -> values.add(toJson(element, depth)));
    return JsonArray.copyOf(values);
  }

  private static InvalidRequestException unconvertible(Object plain) {
    return new InvalidRequestException(
        ErrorCode.UNCONVERTIBLE,
        "A %s has no JSON form of its own; records and other classes are mapped by typed stores."
            .formatted(plain.getClass().getName()));
  }
}
