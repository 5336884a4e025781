package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;

/** Checks that text has a UTF-8 form. */
final class UnicodeText {

  private static final int SHOWN_CHARS = 40;

  private UnicodeText() {}

  /** Returns {@code text}, or refuses it because of an unpaired surrogate. */
  static String check(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (Character.isLowSurrogate(unit)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new InvalidRequestException(
              ErrorCode.INVALID_JSON,
              "A %s has an unpaired surrogate, U+%04X, as character %d; it is not Unicode text."
                  .formatted(what, (int) unit, i + 1));
        }
        i++;
      }
    }
    return text;
  }

  /** Returns {@code text} cut to a length fit for messages. */
  static String shorten(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
