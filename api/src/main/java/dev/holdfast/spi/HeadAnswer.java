package dev.holdfast.spi;

/** Answers {@link Part.HeadPart}. */
public sealed interface HeadAnswer extends PartAnswer {

  /** The cell has no head. */
  HeadAnswer ABSENT = new Absent();

  /**
   * The head.
   *
   * @param head the head
   */
  record Present(Head head) implements HeadAnswer {}

  /**
   * The head is still at the revision that the reader has.
   *
   * @param revision that revision
   */
  record Unchanged(Revision revision) implements HeadAnswer {}

  /** There is no head. */
  record Absent() implements HeadAnswer {}
}
