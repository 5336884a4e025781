package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link ListQuery}.
 *
 * @param cells the cells; a page may be short or empty and still have a cursor
 * @param cursor leads to the next page; {@code null} after the last. A cell that is there
 *     throughout comes exactly once; one that comes or goes meanwhile may or may not
 */
public record CellPage(List<CellSummary> cells, @Nullable Bytes cursor) {

  /** Copies the list. */
  public CellPage {
    cells = List.copyOf(cells);
  }
}
