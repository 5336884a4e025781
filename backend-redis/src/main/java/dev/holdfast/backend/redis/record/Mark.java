package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells of an entry.
 *
 * @param given where it is; {@code null} if the sign tells that
 * @param sign where it is, seen from the next one
 * @param length the bytes of its value
 * @param later how many milliseconds after the instant of the run it was appended
 */
record Mark(@Nullable Offset given, char sign, int length, long later) {

  /** The next entry is at the next whole offset. */
  static final char NEXT_WHOLE = '+';

  /** The next entry is at the next minor offset. */
  static final char NEXT_MINOR = '.';

  /** The entry is at the offset before the sign, or the last of its run. */
  static final char GIVEN = '=';

  /** Stands between the length and how much later the entry is, if it is of another instant. */
  static final char LATER = '@';

  /** Stands before an offset, to part it from the length before. */
  static final char SEPARATOR = ',';

  /** Returns how the place of an entry is written that another follows. */
  static String place(Offset offset, Offset next) {
    if (next.major() - 1 == offset.major() && next.minor() == offset.minor()) {
      return String.valueOf(NEXT_WHOLE);
    } else if (next.major() == offset.major() && next.minor() - 1 == offset.minor()) {
      return String.valueOf(NEXT_MINOR);
    }
    return SEPARATOR + StreamIds.id(offset).toUtf8() + GIVEN;
  }

  /** Returns where the entry is, as the next one is at {@code next}. */
  Offset offset(Offset next, Bytes field) {
    if (given != null) {
      return given;
    } else if (sign == NEXT_WHOLE && next.major() > 0) {
      return new Offset(next.major() - 1, next.minor());
    } else if (sign == NEXT_MINOR && next.minor() > 0) {
      return new Offset(next.major(), next.minor() - 1);
    } else if (sign == GIVEN) {
      return next;
    }
    throw Digits.corrupt(field);
  }
}
