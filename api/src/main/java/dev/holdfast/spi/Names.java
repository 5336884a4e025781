package dev.holdfast.spi;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.nio.charset.StandardCharsets;

/** Checks ids, names and keys, once, when a reference is made. */
final class Names {

  private static final int SHOWN_CHARS = 40;

  /** What malformed bytes are read as. */
  private static final char REPLACEMENT = '\uFFFD';

  private Names() {}

  /** Returns the UTF-8 form of {@code text}, or refuses it. */
  static Bytes utf8(String what, String text, int maxBytes) {
    Bytes bytes = Bytes.wrap(encode(what, text));
    return check(what, bytes, maxBytes, text);
  }

  /** Returns the text whose UTF-8 form is {@code bytes}, or refuses it. */
  static String text(String what, Bytes bytes, int maxBytes) {
    String text = bytes.toUtf8();
    if (text.indexOf(REPLACEMENT) >= 0 && !Bytes.utf8(text).equals(bytes)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_NAME, what + " " + bytes + " is not UTF-8 text.");
    }
    check(what, bytes, maxBytes, text);
    return text;
  }

  /** Returns {@code key}, or refuses it. */
  static Bytes key(Bytes key) {
    return check("Row key", key, MapRef.MAX_KEY_BYTES, key.toString());
  }

  private static Bytes check(String what, Bytes bytes, int maxBytes, String shown) {
    if (bytes.isEmpty()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_NAME, what + " is empty; it has 1 to " + maxBytes + " bytes.");
    }
    if (bytes.length() > maxBytes) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_NAME,
          "%s \"%s\" has %d bytes; at most %d are allowed."
              .formatted(what, shorten(shown), bytes.length(), maxBytes));
    }
    return bytes;
  }

  /** What has no UTF-8 form is encoded as something else, and so does not come back. */
  private static byte[] encode(String what, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_NAME,
          "%s \"%s\" holds half of a surrogate pair; it is not Unicode text."
              .formatted(what, shorten(text)));
    }
    return bytes;
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
