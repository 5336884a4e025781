package dev.holdfast.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one {@link CellRead}, all from one state of the cell.
 *
 * @param version the head's version, or the floor that a deleted head left; 0 if there never was
 *     one that is remembered
 * @param sequence the number of the cell's last commit; 0 if none is remembered
 * @param updatedAt when that commit was; {@code null} if none is remembered
 * @param answers the answers, in the order of the parts
 */
public record CellAnswer(
    long version, long sequence, @Nullable Instant updatedAt, List<PartAnswer> answers) {

  /** Copies the list. */
  public CellAnswer {
    answers = List.copyOf(answers);
  }

  /**
   * Returns the answer to the part at {@code index} of the read.
   *
   * @throws IndexOutOfBoundsException if the read had no such part
   * @throws ClassCastException if the part asked for something else
   */
  public <A extends PartAnswer> A answer(int index, Class<A> type) {
    return type.cast(answers.get(index));
  }

  /** Returns the answer to the first part, which asked for the head. */
  public HeadAnswer head() {
    return answer(0, HeadAnswer.class);
  }
}
