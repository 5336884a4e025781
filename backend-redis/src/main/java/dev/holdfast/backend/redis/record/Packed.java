package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.util.Arrays;

/**
 * Small operands of a script in one argument, each with a width of its own, because every argument
 * costs the server time.
 */
public final class Packed {

  /** How many characters a count has. */
  public static final int COUNT_WIDTH = 4;

  private byte[] content;
  private int length;

  /** Makes room for {@code capacity} characters; more come at a price. */
  public Packed(int capacity) {
    this.content = new byte[capacity];
  }

  /** Adds one character. */
  public Packed letter(char letter) {
    int start = extend(1);
    content[start] = (byte) letter;
    return this;
  }

  /** Adds a count below 10,000, in four digits. */
  public Packed count(int count) {
    int start = extend(COUNT_WIDTH);
    Digits.write(count, content, start, COUNT_WIDTH);
    return this;
  }

  /** Adds a number that is not negative, in 19 digits. */
  public Packed number(long number) {
    int start = extend(Digits.WIDTH);
    Digits.write(number, content, start);
    return this;
  }

  /** Adds an offset, in 38 digits. */
  public Packed offset(Offset offset) {
    return number(offset.major()).number(offset.minor());
  }

  /** Adds a tag, in 16 hexadecimal digits. */
  public Packed tag(long tag) {
    int start = extend(Digits.TAG_WIDTH);
    Digits.writeTag(tag, content, start);
    return this;
  }

  /** Adds text in ASCII, as an operand of any width at the end. */
  public Packed text(String text) {
    int start = extend(text.length());
    for (int i = 0; i < text.length(); i++) {
      content[start + i] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Returns all that was added; nothing may be added any more. */
  public Bytes bytes() {
    return Bytes.wrap(length == content.length ? content : Arrays.copyOf(content, length));
  }

  private int extend(int by) {
    int start = length;
    length += by;
    if (length > content.length) {
      content = Arrays.copyOf(content, Math.max(length, 2 * content.length));
    }
    return start;
  }
}
