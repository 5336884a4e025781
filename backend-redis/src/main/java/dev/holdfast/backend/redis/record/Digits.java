package dev.holdfast.backend.redis.record;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Numbers as the scripts know them: 64-bit numbers in 19 digits, offsets in 38, tags in 16
 * hexadecimal ones.
 */
public final class Digits {

  /** How many characters a number has. */
  public static final int WIDTH = 19;

  /** How many characters an offset has. */
  public static final int OFFSET_WIDTH = 2 * WIDTH;

  /** How many characters a tag has. */
  public static final int TAG_WIDTH = 16;

  private static final int COUNT_WIDTH = 4;
  private static final int HEX_BITS = 4;

  private Digits() {}

  /** Returns {@code number}, which is not negative, in 19 digits. */
  public static Bytes of(long number) {
    byte[] digits = new byte[WIDTH];
    write(number, digits, 0, WIDTH);
    return Bytes.wrap(digits);
  }

  /** Returns {@code offset} in 38 digits. */
  public static Bytes of(Offset offset) {
    byte[] digits = new byte[OFFSET_WIDTH];
    write(offset.major(), digits, 0, WIDTH);
    write(offset.minor(), digits, WIDTH, WIDTH);
    return Bytes.wrap(digits);
  }

  /** Returns {@code tag} in 16 hexadecimal digits. */
  public static Bytes ofTag(long tag) {
    byte[] digits = new byte[TAG_WIDTH];
    for (int i = 0; i < TAG_WIDTH; i++) {
      digits[i] =
          (byte) Character.forDigit((int) (tag >>> (HEX_BITS * (TAG_WIDTH - 1 - i))) & 15, 16);
    }
    return Bytes.wrap(digits);
  }

  /** Returns {@code letter} and then {@code counts}, each below 10,000 and in four digits. */
  public static Bytes ofCounts(char letter, int... counts) {
    byte[] text = new byte[1 + counts.length * COUNT_WIDTH];
    text[0] = (byte) letter;
    for (int i = 0; i < counts.length; i++) {
      write(counts[i], text, 1 + i * COUNT_WIDTH, COUNT_WIDTH);
    }
    return Bytes.wrap(text);
  }

  /** Returns the number in the 19 characters at {@code start}; a negative one begins with a -. */
  public static long number(Bytes text, int start) {
    boolean negative = text.at(start) == '-';
    long number = 0;
    for (int i = negative ? start + 1 : start; i < start + WIDTH; i++) {
      number = number * 10 + digit(text, i);
    }
    return negative ? -number : number;
  }

  /** Returns the offset in the 38 digits at {@code start}. */
  public static Offset offset(Bytes text, int start) {
    return new Offset(number(text, start), number(text, start + WIDTH));
  }

  /** Returns the tag in the 16 hexadecimal digits at {@code start}. */
  public static long tag(Bytes text, int start) {
    long tag = 0;
    for (int i = start; i < start + TAG_WIDTH; i++) {
      int digit = Character.digit(text.at(i), 16);
      if (digit < 0) {
        throw corrupt(text);
      }
      tag = tag << HEX_BITS | digit;
    }
    return tag;
  }

  /** Returns a number written without leading zeros. */
  public static Bytes plain(long number) {
    return Bytes.wrap(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  private static void write(long number, byte[] digits, int start, int width) {
    long left = number;
    for (int i = start + width - 1; i >= start; i--) {
      digits[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  static int digit(Bytes text, int index) {
    int digit = text.at(index) - '0';
    if (digit < 0 || digit > 9) {
      throw corrupt(text);
    }
    return digit;
  }

  static CorruptException corrupt(Bytes text) {
    return new CorruptException(
        ErrorCode.CORRUPT, "A record in Redis is not of the form expected: " + text + ".");
  }
}
