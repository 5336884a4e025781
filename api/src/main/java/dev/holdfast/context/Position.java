package dev.holdfast.context;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client has of a context: a version, and the tag of the history it belongs to (CTX-30).
 *
 * <p>A bare version, without tag, is accepted too. It is safe for as long as no failover of the
 * storage engine loses acknowledged commits, and no context comes back after it was deleted for
 * longer than tombstones are kept: only the tag tells two states of one version apart.
 *
 * @param version the version, 0 for a client that has nothing
 * @param tag the tag that came with it; {@code null} for a bare version
 */
public record Position(long version, @Nullable Long tag) {

  /** The position of a client that has nothing. */
  public static final Position NONE = new Position(0, null);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,19})(?:@([0-9a-f]{1,16}))?");

  /**
   * Checks the version.
   *
   * @throws InvalidRequestException if it is negative, or is 0 with a tag
   */
  public Position {
    if (version < 0 || (version == 0 && tag != null)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "Position %d%s does not exist; versions begin at 1, and 0 stands for no version at all."
              .formatted(version, tag == null ? "" : " with a tag"));
    }
  }

  /** Returns the position at a bare version; 0 for a client that has nothing. */
  public static Position of(long version) {
    return new Position(version, null);
  }

  /** Returns the position at a version of a known history. */
  public static Position of(long version, long tag) {
    return new Position(version, tag);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws InvalidRequestException if {@code text} is something else
   */
  public static Position parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw unreadable(text, null);
    }
    try {
      String tag = parts.group(2);
      return new Position(
          Long.parseLong(parts.group(1)), tag == null ? null : Long.parseUnsignedLong(tag, 16));
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
  }

  private static InvalidRequestException unreadable(String text, @Nullable Exception cause) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "\"%s\" is not a position; one is written as 12 or 12@1f3c."
            .formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text),
        cause);
  }

  /** Returns the text form: {@code 12@1f3c}, or {@code 12} for a bare version. */
  @Override
  public String toString() {
    return tag == null ? Long.toString(version) : version + "@" + Long.toHexString(tag);
  }
}
