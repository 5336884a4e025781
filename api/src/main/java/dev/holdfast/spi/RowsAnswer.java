package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Part.RowsPart}.
 *
 * @param present whether the map is there
 * @param rows the rows found, by key; keys without a row are not in it
 */
public record RowsAnswer(boolean present, Map<Bytes, Row> rows) implements PartAnswer {

  /** The answer where there is no such map. */
  public static final RowsAnswer ABSENT = new RowsAnswer(false, Map.of());

  /** Copies the map. */
  public RowsAnswer {
    rows = Map.copyOf(rows);
  }

  /** Returns the answer of a map that is there and holds {@code found} of the rows asked for. */
  public static RowsAnswer of(Collection<Row> found) {
    Map<Bytes, Row> byKey = new LinkedHashMap<>();
    found.forEach(row -> byKey.put(row.key(), row));
    return new RowsAnswer(true, byKey);
  }

  /** Returns the row of {@code key}, or {@code null} if there is none. */
  public @Nullable Row row(Bytes key) {
    return rows.get(key);
  }
}
