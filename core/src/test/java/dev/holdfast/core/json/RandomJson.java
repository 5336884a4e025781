package dev.holdfast.core.json;

import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonBoolean;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonNumber;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;

/** Makes JSON values of every kind, with a liking for what is at an edge. */
final class RandomJson {

  private static final long[] EDGES = {
    0,
    1,
    -1,
    1L << 53,
    (1L << 53) + 1,
    (1L << 53) - 1,
    -(1L << 53) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };
  private static final int[] CHARACTERS = {
    0, 0x1F, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF,
    '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', 0x2028, 0xFEFF
  };

  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  /** Returns a value that nests at most {@code depth} containers. */
  JsonValue value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      case 2 -> JsonNumber.of(integer());
      case 3 -> JsonNumber.of(new BigDecimal(bigInteger(), random.nextInt(-400, 400)));
      case 4 -> JsonNumber.of(bigInteger());
      case 5 -> new JsonString(text());
      case 6, 7 -> object(depth - 1);
      default -> array(depth - 1);
    };
  }

  /** Returns an object whose values nest at most {@code depth} containers. */
  JsonObject object(int depth) {
    JsonObject object = JsonObject.EMPTY;
    for (int i = random.nextInt(14); i > 0; i--) {
      object = object.with(text(), value(depth));
    }
    return object;
  }

  private JsonArray array(int depth) {
    return JsonArray.copyOf(Stream.generate(() -> value(depth)).limit(random.nextInt(6)).toList());
  }

  private long integer() {
    return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
  }

  private BigInteger bigInteger() {
    return new BigInteger(random.nextInt(1, 200), random).multiply(BigInteger.valueOf(integer()));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(4) == 0
              ? CHARACTERS[random.nextInt(CHARACTERS.length)]
              : random.nextInt(' ', '~'));
    }
    return text.toString();
  }
}
