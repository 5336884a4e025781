package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Part.ScanPart}.
 *
 * @param present whether the map is there, and still the incarnation that the cursor began in
 * @param incarnation tells this map from an earlier or later one of the same name
 * @param rows the rows; a page may be short or empty and still have a cursor
 * @param cursor leads to the next page; {@code null} after the last
 */
public record RowPage(boolean present, long incarnation, List<Row> rows, @Nullable Bytes cursor)
    implements PartAnswer {

  /** The answer where there is no such map. */
  public static final RowPage ABSENT = new RowPage(false, 0, List.of(), null);

  /** Copies the list. */
  public RowPage {
    rows = List.copyOf(rows);
  }
}
