package dev.holdfast.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonDecimal;
import dev.holdfast.json.JsonReader;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON text with Jackson's streaming parser.
 *
 * <p>Thread-safe. Text that is longer than the limits of {@link JsonDecimal} and {@link JsonValue}
 * foresee is bounded by the caller's memory alone: how large a value may be, the backends say.
 */
public final class JacksonReader implements JsonReader {

  /** Room for the sign, point, leading zeros and exponent of a number with all its digits. */
  static final int MAX_NUMBER_CHARS = JsonDecimal.MAX_DIGITS + 100;

  private static final char REPLACEMENT = '\uFFFD';

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxNestingDepth(Integer.MAX_VALUE) // JsonTokens counts, with a better message
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Keys are data here: interned, they would fill and contend for a table of the JVM; and
          // a client must not be able to have a document refused by keys whose hashes collide.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  /** Made by ServiceLoader. */
  public JacksonReader() {}

  @Override
  public JsonValue read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return readOnly(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed.", e);
    }
  }

  private static JsonValue readOnly(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw Refusals.at(parser.currentLocation(), "The text is empty.");
      }
      JsonValue value = readValue(parser);
      if (parser.nextToken() != null) {
        throw Refusals.at(parser.currentTokenLocation(), "There is more text after the value.");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Refusals.of(e, parser.currentLocation());
    }
  }

  /** Adds the place to what the rules of JsonValue refuse. */
  private static JsonValue readValue(JsonParser parser) throws IOException {
    try {
      return JsonTokens.read(parser);
    } catch (InvalidRequestException e) {
      throw Refusals.at(parser.currentTokenLocation(), e.happened(), e);
    }
  }

  /** Goes through text, since Jackson's own decoder lets several kinds of invalid UTF-8 pass. */
  @Override
  public JsonValue read(Bytes utf8) {
    String text = utf8.toUtf8();
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(utf8);
    }
    return read(text);
  }

  /** Tells a replacement character that was written from one that stands for invalid bytes. */
  private static void requireUtf8(Bytes utf8) {
    var buffer = utf8.asBuffer();
    try {
      StandardCharsets.UTF_8.newDecoder().decode(buffer);
    } catch (CharacterCodingException e) {
      throw Refusals.notUtf8(utf8, buffer.position(), e);
    }
  }
}
