package dev.holdfast.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a commit did.
 *
 * @param head the head's version and tag afterwards; {@code null} where the cell has no head
 * @param sequence the cell's number for the commit, or for its last one if this changed nothing
 * @param at the commit's instant, whole milliseconds, never before the cell's previous commit
 * @param offsets the offset of each append, in the order of the mutations
 * @param trimComplete whether every trim and truncation removed all it was asked to
 * @param repeated whether an earlier attempt with the same id was the one that applied it
 */
public record CommitResult(
    @Nullable Revision head,
    long sequence,
    Instant at,
    List<Offset> offsets,
    boolean trimComplete,
    boolean repeated) {

  /** Copies the list. */
  public CommitResult {
    offsets = List.copyOf(offsets);
  }

  /** Returns the same result, marked as an earlier attempt's. */
  public CommitResult asRepeated() {
    return repeated ? this : new CommitResult(head, sequence, at, offsets, trimComplete, true);
  }
}
