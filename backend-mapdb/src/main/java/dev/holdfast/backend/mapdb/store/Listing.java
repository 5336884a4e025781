package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellKeys;
import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.table.Table;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a page of a collection's cells by leaping from cell to cell, whatever lies in them.
 *
 * <p>The cursor is the prefix of the last cell looked at.
 */
final class Listing {

  /** How many cells are looked at for one page at most, unless more are wanted. */
  private static final int MAX_LOOKS = 1_000;

  private final Snapshot snapshot;
  private final ListQuery query;
  private final Bytes collection;
  private final Bytes first;
  private final Bytes end;

  Listing(Snapshot snapshot, ListQuery query) {
    this.snapshot = snapshot;
    this.query = query;
    this.collection = CellKeys.cells(query.collection());
    this.first = CellKeys.cells(query.collection(), Bytes.utf8(query.idPrefix()));
    this.end = CellView.end(first);
    if (query.cursor() != null && !query.cursor().startsWith(collection)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "The cursor " + query.cursor() + " was not given by a listing of " + query.collection());
    }
  }

  CellPage page() {
    List<CellSummary> cells = new ArrayList<>();
    Bytes cursor = query.cursor();
    for (int looks = Math.max(MAX_LOOKS, query.pageSize()); looks > 0; looks--) {
      Bytes prefix = next(cursor);
      if (prefix == null) {
        return new CellPage(cells, null);
      }
      if (cells.size() == query.pageSize()) {
        return new CellPage(cells, cursor);
      }
      cursor = prefix;
      CellSummary summary = summary(prefix);
      if (summary != null) {
        cells.add(summary);
      }
    }
    return new CellPage(cells, cursor);
  }

  private @Nullable CellSummary summary(Bytes prefix) {
    CellRow row = snapshot.visible(prefix).cell();
    CellRecord cell = row.cell();
    Instant updatedAt = cell.updatedAt();
    if (!row.isListed() || updatedAt == null || !query.matches(cell.version(), cell.headAt())) {
      return null;
    }
    String id = CellKeys.id(prefix, collection);
    return new CellSummary(query.collection().cell(id), cell.head(), cell.headAt(), updatedAt);
  }

  /** Returns the prefix of the cell after {@code cursor}, in the direction asked for. */
  private @Nullable Bytes next(@Nullable Bytes cursor) {
    return query.direction() == Direction.ASCENDING ? ascend(cursor) : descend(cursor);
  }

  private @Nullable Bytes ascend(@Nullable Bytes cursor) {
    Bytes after = cursor == null ? first : cursor.concat(RowKeys.END);
    Bytes lowest = snapshot.active().ordered().ceilingKey(after);
    if (snapshot.frozen() != null) {
      lowest = lower(lowest, snapshot.frozen().ordered().ceilingKey(after));
    }
    for (Table table : snapshot.tables()) {
      lowest = lower(lowest, prefix(table.atOrAfter(after)));
    }
    return lowest == null || lowest.compareTo(end) >= 0 ? null : lowest;
  }

  private @Nullable Bytes descend(@Nullable Bytes cursor) {
    Bytes before = cursor == null ? end : cursor;
    Bytes highest = snapshot.active().ordered().lowerKey(before);
    if (snapshot.frozen() != null) {
      highest = higher(highest, snapshot.frozen().ordered().lowerKey(before));
    }
    for (Table table : snapshot.tables()) {
      highest = higher(highest, prefix(table.before(before)));
    }
    return highest == null || highest.compareTo(first) < 0 ? null : highest;
  }

  private static @Nullable Bytes prefix(@Nullable Bytes key) {
    return key == null || !CellKeys.isOfCell(key) ? null : key.slice(0, CellKeys.prefixLength(key));
  }

  private static @Nullable Bytes lower(@Nullable Bytes a, @Nullable Bytes b) {
    return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
  }

  private static @Nullable Bytes higher(@Nullable Bytes a, @Nullable Bytes b) {
    return a == null || (b != null && b.compareTo(a) > 0) ? b : a;
  }
}
