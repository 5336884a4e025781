package dev.holdfast.spi.support;

import dev.holdfast.spi.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a backend keeps of a cell beside its head's value, logs and maps; a tombstone is just this.
 *
 * @param version the head's version, or the floor that a deleted head left; 0 if there never was
 *     one
 * @param tag the head's tag; meaningless without a head
 * @param headAt when the head was written; {@code null} where there is no head
 * @param sequence the number of the last commit; 0 if there was none
 * @param updatedAt when that was; {@code null} if there was none
 * @param incarnations the last incarnation number given to a log or map of the cell
 */
public record CellRecord(
    long version,
    long tag,
    @Nullable Instant headAt,
    long sequence,
    @Nullable Instant updatedAt,
    long incarnations) {

  /** What is known of a cell that was never written. */
  public static final CellRecord UNKNOWN = new CellRecord(0, 0, null, 0, null, 0);

  /** Tells whether the cell has a head. */
  public boolean hasHead() {
    return headAt != null;
  }

  /** Returns the head's version and tag, or {@code null} where there is no head. */
  public @Nullable Revision head() {
    return headAt == null ? null : new Revision(version, tag);
  }

  /** Returns the record with a head that commit {@code newSequence} writes. */
  CellRecord withHead(long newVersion, long newTag, long newSequence, Instant at) {
    return new CellRecord(newVersion, newTag, at, newSequence, at, incarnations);
  }

  CellRecord withoutHead() {
    return new CellRecord(version, 0, null, sequence, updatedAt, incarnations);
  }

  CellRecord withIncarnation() {
    return new CellRecord(version, tag, headAt, sequence, updatedAt, incarnations + 1);
  }

  CellRecord committed(long newSequence, Instant at) {
    return new CellRecord(version, tag, headAt, newSequence, at, incarnations);
  }
}
