package dev.holdfast.examples.backend;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** What a collection holds, its cells in the order of their ids' bytes. */
final class Listing {

  /** How many cells one page looks at, whether they match or not. */
  private static final int EXAMINED = 1_000;

  private Listing() {}

  // snippet: list
  static CellPage page(NavigableMap<Bytes, Cell> cells, ListQuery query) {
    List<CellSummary> page = new ArrayList<>();
    int examined = 0;
    for (Cell cell : range(cells, query).values()) {
      if (cell.isLive() && query.matches(cell.cell.version(), cell.cell.headAt())) {
        page.add(
            new CellSummary(
                cell.ref,
                cell.cell.head(),
                cell.cell.headAt(),
                requireNonNull(cell.cell.updatedAt())));
      }
      if (page.size() == query.pageSize() || ++examined == EXAMINED) {
        return new CellPage(page, cell.ref.idBytes()); // the cursor: where to go on
      }
    }
    return new CellPage(page, null);
  }

  // end of snippet

  private static NavigableMap<Bytes, Cell> range(NavigableMap<Bytes, Cell> cells, ListQuery query) {
    Bytes prefix = Bytes.utf8(query.idPrefix());
    Bytes end = prefix.prefixEnd();
    NavigableMap<Bytes, Cell> range = cells.tailMap(prefix, true);
    range = end == null ? range : range.headMap(end, false);
    range = query.direction() == Direction.ASCENDING ? range : range.descendingMap();
    return query.cursor() == null ? range : range.tailMap(query.cursor(), false);
  }

  static Usage usage(NavigableMap<Bytes, Cell> cells) {
    List<Cell> live = cells.values().stream().filter(Cell::isLive).toList();
    return new Usage(live.size(), live.stream().mapToLong(Listing::bytes).sum(), Duration.ZERO);
  }

  private static long bytes(Cell cell) {
    long bytes = cell.ref.idBytes().length();
    bytes += cell.headValue == null ? 0 : cell.headValue.length();
    for (Cell.Log log : cell.logs.values()) {
      bytes += log.entries().values().stream().mapToLong(entry -> entry.value().length()).sum();
    }
    for (Cell.Rows map : cell.maps.values()) {
      bytes +=
          map.byKey().values().stream()
              .mapToLong(row -> row.key().length() + row.value().length())
              .sum();
    }
    return bytes;
  }
}
