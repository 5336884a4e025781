package dev.holdfast.codec;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;

/** Text as UTF-8. */
enum TextCodec implements Codec<String> {
  UTF8;

  @Override
  public Bytes encode(String value) {
    // Half a surrogate pair would be stored as "?", and come back as other text.
    if (isHalved(value)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST, "The text holds half of a surrogate pair; it is not Unicode.");
    }
    return Bytes.utf8(value);
  }

  private static boolean isHalved(String value) {
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      // A surrogate that stands in a pair is read together with its partner.
      if (Character.getType(value.codePointAt(i)) == Character.SURROGATE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String decode(Bytes bytes) {
    return bytes.toUtf8();
  }
}
