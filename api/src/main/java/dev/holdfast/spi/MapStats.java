package dev.holdfast.spi;

/**
 * Answers {@link Part.MapStatsPart}.
 *
 * @param present whether the map is there; if not, all else is zero
 * @param incarnation tells this map from an earlier or later one of the same name
 * @param rows how many rows it holds, exactly
 */
public record MapStats(boolean present, long incarnation, long rows) implements PartAnswer {

  /** The answer where there is no such map. */
  public static final MapStats ABSENT = new MapStats(false, 0, 0);
}
