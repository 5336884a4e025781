package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cell's record: what is kept of it beside its head's value, logs and maps.
 *
 * @param version the head's version, or the floor that a deleted one left
 * @param tag the head's tag
 * @param headAt when the head was written; {@code null} where there is none
 * @param sequence the number of the last commit
 * @param updatedAt when that was
 * @param parts how many logs and maps there are
 * @param bytes the bytes of all values, and of the keys of rows
 */
public record StoredCell(
    long version,
    long tag,
    @Nullable Instant headAt,
    long sequence,
    Instant updatedAt,
    long parts,
    long bytes) {

  private static final int TAG = Digits.WIDTH;
  private static final int HEAD_AT = TAG + Digits.TAG_WIDTH;
  private static final int SEQUENCE = HEAD_AT + Digits.WIDTH;
  private static final int UPDATED_AT = SEQUENCE + Digits.WIDTH;
  private static final int PARTS = UPDATED_AT + 2 * Digits.WIDTH;
  private static final int BYTES = PARTS + 2 * Digits.WIDTH;
  private static final int LENGTH = BYTES + Digits.WIDTH;

  /** Reads what a script wrote. */
  public static StoredCell read(Bytes text) {
    if (text.length() != LENGTH) {
      throw Digits.corrupt(text);
    }
    return new StoredCell(
        Digits.number(text, 0),
        Digits.tag(text, TAG),
        text.at(HEAD_AT) == ' ' ? null : Instant.ofEpochMilli(Digits.number(text, HEAD_AT)),
        Digits.number(text, SEQUENCE),
        Instant.ofEpochMilli(Digits.number(text, UPDATED_AT)),
        Digits.number(text, PARTS),
        Digits.number(text, BYTES));
  }

  /** Returns the head's version and tag, or {@code null} where there is no head. */
  public @Nullable Revision head() {
    return headAt == null ? null : new Revision(version, tag);
  }

  /** Tells whether the cell has a head, a log or a map. */
  public boolean isListed() {
    return headAt != null || parts > 0;
  }
}
