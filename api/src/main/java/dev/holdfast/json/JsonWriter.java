package dev.holdfast.json;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes compact JSON in UTF-8, and copies what an earlier writing left behind.
 *
 * <p>A large document that changes a little is written again and again. So objects and arrays keep
 * their encoded form, but only where at least {@link #MIN_KEPT} bytes and a quarter of the whole
 * had to be formatted rather than copied: what is kept stays within four times the document, small
 * and outer containers keep nothing, and a new writing copies all that did not change.
 */
final class JsonWriter {

  private static final int MIN_KEPT = 96;
  private static final int KEPT_SHARE = 4;
  private static final int SPARE = 256;
  private static final int MIN_REUSED = 1 << 12;
  private static final int MAX_REUSED = 1 << 16;
  private static final int MAX_DIGITS = 20;
  private static final int MAX_ESCAPE = 6;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final byte[] NO_BUFFER = {};

  /** A large buffer whose writer is done, for the next large value. */
  private static final AtomicReference<byte @Nullable []> LAST_BUFFER = new AtomicReference<>();

  private byte[] buffer;
  private ByteBuffer view;
  private int length;

  /** How many of the bytes so far were copied, or are kept by some container now. */
  private int settled;

  JsonWriter(int expectedLength) {
    buffer = buffer(expectedLength + SPARE);
    view = ByteBuffer.wrap(buffer);
  }

  private static byte[] buffer(int least) {
    byte[] last = least < MIN_REUSED ? null : LAST_BUFFER.getAndSet(null);
    return last != null && last.length >= least ? last : new byte[least];
  }

  static Bytes encode(JsonValue value) {
    Bytes kept = kept(value);
    if (kept != null) {
      return kept;
    }
    JsonWriter writer = new JsonWriter(value instanceof JsonObject object ? object.lastLength : 0);
    writer.value(value);
    kept = kept(value);
    return kept != null ? writer.done(kept) : writer.finish();
  }

  /** Returns all that was written, and begins anew. */
  Bytes finish() {
    return done(Bytes.wrap(Arrays.copyOf(buffer, length)));
  }

  /** Gives the buffer away, so that nothing can be written to it from here any more. */
  private Bytes done(Bytes written) {
    if (buffer.length >= MIN_REUSED && buffer.length <= MAX_REUSED) {
      LAST_BUFFER.lazySet(buffer);
    }
    buffer = NO_BUFFER;
    view = ByteBuffer.wrap(buffer);
    length = 0;
    settled = 0;
    return written;
  }

  private static @Nullable Bytes kept(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object.encoded;
    }
    return value instanceof JsonArray array ? array.encoded : null;
  }

  void value(JsonValue value) {
    if (value instanceof JsonString string) {
      string(string.value());
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof JsonInteger integer) {
      integer(integer.value());
    } else {
      ascii(value.toString());
    }
  }

  private void object(JsonObject object) {
    if (copied(object.encoded)) {
      return;
    }
    int start = length;
    int settledBefore = settled;
    mark('{');
    for (int i = 0; i < object.size(); i++) {
      separate(i);
      string(object.keyAt(i));
      mark(':');
      value(object.valueAt(i));
    }
    mark('}');
    object.lastLength = length - start;
    if (worthKeeping(start, settledBefore)) {
      object.encoded = keep(start, settledBefore);
    }
  }

  private void array(JsonArray array) {
    if (copied(array.encoded)) {
      return;
    }
    int start = length;
    int settledBefore = settled;
    mark('[');
    for (int i = 0; i < array.size(); i++) {
      separate(i);
      value(array.get(i));
    }
    mark(']');
    if (worthKeeping(start, settledBefore)) {
      array.encoded = keep(start, settledBefore);
    }
  }

  /** Writes one character of the JSON grammar. */
  void mark(char mark) {
    reserve(1);
    buffer[length++] = (byte) mark;
  }

  private void separate(int index) {
    if (index > 0) {
      mark(',');
    }
  }

  private boolean copied(@Nullable Bytes kept) {
    if (kept == null) {
      return false;
    }
    raw(kept);
    settled += kept.length();
    return true;
  }

  void raw(Bytes bytes) {
    reserve(bytes.length());
    bytes.copyTo(view.position(length));
    length += bytes.length();
  }

  private boolean worthKeeping(int start, int settledBefore) {
    int size = length - start;
    int formatted = size - (settled - settledBefore);
    return formatted >= MIN_KEPT && (long) formatted * KEPT_SHARE >= size;
  }

  private Bytes keep(int start, int settledBefore) {
    settled = settledBefore + length - start;
    return Bytes.wrap(Arrays.copyOfRange(buffer, start, length));
  }

  private void ascii(String text) {
    int size = text.length();
    reserve(size);
    for (int i = 0; i < size; i++) {
      buffer[length + i] = (byte) text.charAt(i);
    }
    length += size;
  }

  /** Writes the digits from the last to the first, and then moves them to where they belong. */
  void integer(long value) {
    reserve(MAX_DIGITS);
    int end = length + MAX_DIGITS;
    int at = end;
    long rest = value;
    do {
      buffer[--at] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      buffer[--at] = '-';
    }
    System.arraycopy(buffer, at, buffer, length, end - at);
    length += end - at;
  }

  void string(String text) {
    int size = text.length();
    reserve(size + 2);
    buffer[length++] = '"';
    int at = plain(text, 0);
    while (at < size) {
      // Whatever this character takes, the rest and the closing quote must fit behind it.
      reserve(MAX_ESCAPE + size - at);
      at = plain(text, special(text, at));
    }
    buffer[length++] = '"';
  }

  /** Writes characters from {@code at} on for as long as each is one plain byte. */
  private int plain(String text, int at) {
    byte[] target = buffer;
    int to = length;
    int i = at;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        break;
      }
      target[to++] = (byte) c;
    }
    length = to;
    return i;
  }

  /** Writes the character at {@code at}, escaped or of several bytes; returns where to go on. */
  private int special(String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (c < ' ') {
          escape('u');
          buffer[length++] = '0';
          buffer[length++] = '0';
          buffer[length++] = HEX[c >> 4];
          buffer[length++] = HEX[c & 0xF];
        } else {
          int codePoint = text.codePointAt(at);
          utf8(codePoint);
          return at + Character.charCount(codePoint);
        }
      }
    }
    return at + 1;
  }

  private void escape(char c) {
    buffer[length++] = '\\';
    buffer[length++] = (byte) c;
  }

  private void utf8(int codePoint) {
    if (codePoint < 0x80) {
      buffer[length++] = (byte) codePoint;
      return;
    }
    if (codePoint < 0x800) {
      buffer[length++] = (byte) (0xC0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        buffer[length++] = (byte) (0xE0 | (codePoint >> 12));
      } else {
        buffer[length++] = (byte) (0xF0 | (codePoint >> 18));
        buffer[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      }
      buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    }
    buffer[length++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void reserve(int size) {
    if (buffer.length - length < size) {
      byte[] larger = buffer(Math.max(buffer.length * 2, length + size));
      System.arraycopy(buffer, 0, larger, 0, length);
      buffer = larger;
      view = ByteBuffer.wrap(buffer);
    }
  }
}
