package dev.holdfast.backend.memory;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers a page of a scan. A cursor is the map's incarnation, eight bytes, and the last key given.
 */
final class RowScan {

  private RowScan() {}

  static RowPage page(@Nullable Rows rows, Part.ScanPart scan) {
    if (rows == null) {
      return RowPage.ABSENT;
    }
    Bytes incarnation = Bytes.ofLong(rows.header().incarnation());
    Bytes lastKey = null;
    if (scan.cursor() != null) {
      if (scan.cursor().length() <= Long.BYTES) {
        throw new InvalidRequestException(
            ErrorCode.INVALID_REQUEST,
            "Cursor %s was not given by a scan of this backend.".formatted(scan.cursor()));
      }
      if (!scan.cursor().startsWith(incarnation)) {
        return RowPage.ABSENT;
      }
      lastKey = scan.cursor().slice(Long.BYTES, scan.cursor().length());
    }
    return page(rows, scan, range(rows, scan, lastKey).values().iterator(), incarnation);
  }

  private static RowPage page(
      Rows rows, Part.ScanPart scan, Iterator<Row> range, Bytes incarnation) {
    List<Row> page = new ArrayList<>();
    Bytes cursor = null;
    long bytes = 0;
    while (range.hasNext()) {
      Row row = range.next();
      bytes += row.key().length() + row.value().length();
      if (page.size() == scan.maxRows() || (bytes > scan.maxBytes() && !page.isEmpty())) {
        cursor = incarnation.concat(page.get(page.size() - 1).key());
        break;
      }
      page.add(row);
    }
    return new RowPage(true, rows.header().incarnation(), page, cursor);
  }

  private static NavigableMap<Bytes, Row> range(
      Rows rows, Part.ScanPart scan, @Nullable Bytes lastKey) {
    NavigableMap<Bytes, Row> range = rows.byKey();
    if (scan.from() != null) {
      range = range.tailMap(scan.from(), true);
    }
    if (scan.to() != null) {
      range = range.headMap(scan.to(), false);
    }
    if (scan.direction() == Direction.DESCENDING) {
      range = range.descendingMap();
    }
    return lastKey == null ? range : range.tailMap(lastKey, false);
  }
}
