package dev.holdfast.backend.redis.key;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes hash tags: the part of a key between braces, which alone decides the slot of the key.
 *
 * <p>Names may hold anything, so braces in them are escaped, and so are the separator between names
 * and the escape itself. Different names give different tags.
 */
final class HashTag {

  private static final String HEX = "0123456789ABCDEF";

  private HashTag() {}

  /** Returns {@code {a/b/c}}, where a, b and c are {@code names} escaped. */
  static byte[] of(String... names) {
    ByteArrayOutputStream tag = new ByteArrayOutputStream(64);
    tag.write('{');
    for (int i = 0; i < names.length; i++) {
      if (i > 0) {
        tag.write('/');
      }
      escape(names[i].getBytes(StandardCharsets.UTF_8), tag);
    }
    tag.write('}');
    return tag.toByteArray();
  }

  private static void escape(byte[] name, ByteArrayOutputStream tag) {
    for (byte each : name) {
      if (each == '{' || each == '}' || each == '/' || each == '%') {
        tag.write('%');
        tag.write(HEX.charAt(each >> 4));
        tag.write(HEX.charAt(each & 15));
      } else {
        tag.write(each);
      }
    }
  }
}
