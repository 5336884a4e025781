package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.value.Bytes;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists pages of cells: ids from the index, then the record of each cell.
 *
 * <p>An id whose cell is gone is left out, and handed to the sweeper. The cursor is the last id
 * looked at. Thread-safe.
 */
public final class Listing {

  /** How many ids are looked at for a page with filters, unless more are wanted. */
  private static final int MOST_LOOKS = 1_000;

  private final Index index;
  private final CellRecords records;
  private final Sweeper sweeper;

  /** Lists through {@code caller}. */
  public Listing(Caller caller, KeySpace space, Index index, Sweeper sweeper) {
    this.index = index;
    this.records = new CellRecords(caller, space);
    this.sweeper = sweeper;
  }

  /** Returns a page, as {@link dev.holdfast.spi.Backend#list} says. */
  public CellPage page(ListQuery query, Deadline deadline) {
    int most = query.isFiltered() ? Math.max(MOST_LOOKS, query.pageSize()) : query.pageSize();
    Range<Bytes> bounds = bounds(query);
    List<Bytes> ids = index.ids(query.collection(), bounds, query.direction(), most, deadline);
    List<@Nullable StoredCell> cells = records.read(query.collection(), ids, deadline);
    List<CellSummary> page = new ArrayList<>();
    List<Bytes> gone = new ArrayList<>();
    Bytes cursor = null;
    for (int i = 0; i < ids.size() && page.size() < query.pageSize(); i++) {
      StoredCell cell = cells.get(i);
      cursor = ids.get(i);
      if (cell == null) {
        gone.add(cursor);
      } else if (query.matches(cell.version(), cell.headAt())) {
        page.add(
            new CellSummary(
                query.collection().cell(cursor.toUtf8()),
                cell.head(),
                cell.headAt(),
                cell.updatedAt()));
      }
    }
    sweeper.offer(query.collection(), gone);
    boolean isLast = ids.size() < most && (ids.isEmpty() || ids.get(ids.size() - 1).equals(cursor));
    return new CellPage(page, isLast ? null : cursor);
  }

  private static Range<Bytes> bounds(ListQuery query) {
    Bytes prefix = Bytes.utf8(query.idPrefix());
    Bytes end = prefix.prefixEnd();
    Boundary<Bytes> first = prefix.isEmpty() ? Boundary.unbounded() : Boundary.including(prefix);
    Boundary<Bytes> last = end == null ? Boundary.unbounded() : Boundary.excluding(end);
    if (query.cursor() == null) {
      return Range.from(first, last);
    }
    Boundary<Bytes> cursor = Boundary.excluding(query.cursor());
    return query.direction() == Direction.ASCENDING
        ? Range.from(cursor, last)
        : Range.from(first, cursor);
  }
}
