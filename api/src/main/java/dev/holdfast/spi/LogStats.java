package dev.holdfast.spi;

import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Part.LogStatsPart}.
 *
 * @param present whether the log is there; if not, all else is zero or the origin
 * @param incarnation tells this log from an earlier or later one of the same name
 * @param count how many entries it holds, exactly
 * @param first the offset of the oldest entry it holds; {@code null} where it holds none
 * @param last the last offset ever appended, even if that entry is trimmed
 * @param trimmedThrough the offset up to which entries were trimmed; the origin if none were
 */
public record LogStats(
    boolean present,
    long incarnation,
    long count,
    @Nullable Offset first,
    Offset last,
    Offset trimmedThrough)
    implements PartAnswer {

  /** The answer where there is no such log. */
  public static final LogStats ABSENT =
      new LogStats(false, 0, 0, null, Offset.ORIGIN, Offset.ORIGIN);
}
