package dev.holdfast.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words the errors for text that is not JSON as Holdfast reads it. */
final class Refusals {

  /** What Jackson's messages say about Jackson itself. */
  private static final Pattern ADVICE = Pattern.compile(": enable `.*| ?\\(start marker at .*");

  private Refusals() {}

  /** Returns the error that {@code why}, a sentence, is wrong at {@code where}. */
  static InvalidRequestException at(JsonLocation where, String why) {
    return at(where, why, null);
  }

  /** Returns the same error, and which exception lies below it. */
  static InvalidRequestException at(JsonLocation where, String why, @Nullable Throwable cause) {
    return new InvalidRequestException(
        ErrorCode.INVALID_JSON,
        "Line %d, column %d: %s".formatted(where.getLineNr(), where.getColumnNr(), why),
        cause);
  }

  /** Returns the error for what Jackson refused, at {@code near} where it names no place. */
  static InvalidRequestException of(JsonProcessingException e, JsonLocation near) {
    return at(e.getLocation() == null ? near : e.getLocation(), reason(e), e);
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "The text ends before the value does.";
    }
    if (e instanceof StreamConstraintsException) {
      return "A number has more than %d characters; it can be kept as a string."
          .formatted(JacksonReader.MAX_NUMBER_CHARS);
    }
    return ADVICE.matcher(e.getOriginalMessage()).replaceAll("") + ".";
  }

  /** Returns the error for bytes whose first {@code valid} ones alone are UTF-8. */
  static InvalidRequestException notUtf8(Bytes bytes, int valid, CharacterCodingException e) {
    String before = bytes.slice(0, valid).toUtf8();
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    return new InvalidRequestException(
        ErrorCode.INVALID_JSON,
        "Line %d, column %d: The byte 0x%02X, number %d, is not UTF-8."
            .formatted(line, column, bytes.at(valid), valid + 1),
        e);
  }
}
