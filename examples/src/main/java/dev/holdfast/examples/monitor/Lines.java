package dev.holdfast.examples.monitor;

import dev.holdfast.value.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, holding no more than one of bounded length in memory. */
final class Lines {

  /**
   * One line.
   *
   * @param number its number, from 1
   * @param text the line without its end; if it is too long, its beginning
   * @param length how many bytes it has
   */
  record Line(long number, Bytes text, long length) {

    boolean isWhole() {
      return text.length() == length;
    }

    boolean isBlank() {
      return text.toUtf8().isBlank();
    }
  }

  private final InputStream source;
  private final int most;
  private long number;

  Lines(InputStream source, int most) {
    this.source = new BufferedInputStream(source);
    this.most = most;
  }

  int most() {
    return most;
  }

  /** Returns the next line, {@code null} after the last. */
  @Nullable Line next() throws IOException {
    int first = source.read();
    if (first < 0) {
      return null;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = source.read()) {
      length++;
      if (text.size() < most) {
        text.write(next);
      }
    }
    number++;
    return new Line(number, Bytes.wrap(text.toByteArray()), length);
  }
}
