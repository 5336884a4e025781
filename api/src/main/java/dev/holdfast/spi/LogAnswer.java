package dev.holdfast.spi;

import java.util.List;

/**
 * Answers {@link Part.LogPart}.
 *
 * @param present whether the log is there; if not, all else is empty, zero or the origin
 * @param incarnation tells this log from an earlier or later one of the same name
 * @param last the last offset ever appended, even if that entry is trimmed
 * @param trimmedThrough the offset up to which entries were trimmed; the origin if none were
 * @param entries the entries, in the direction asked for
 * @param more whether entries of the range were left out for their number or size
 */
public record LogAnswer(
    boolean present,
    long incarnation,
    Offset last,
    Offset trimmedThrough,
    List<LogEntry> entries,
    boolean more)
    implements PartAnswer {

  /** The answer where there is no such log. */
  public static final LogAnswer ABSENT =
      new LogAnswer(false, 0, Offset.ORIGIN, Offset.ORIGIN, List.of(), false);

  /** Copies the list. */
  public LogAnswer {
    entries = List.copyOf(entries);
  }
}
