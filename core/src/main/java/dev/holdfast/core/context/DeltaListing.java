package dev.holdfast.core.context;

import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.Page;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.GoneException;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists deltas by id and version. */
final class DeltaListing {

  private static final int CELLS_AT_ONCE = 128;

  private final Cells cells;
  private final CollectionRef collection;

  DeltaListing(Cells cells, CollectionRef collection) {
    this.cells = cells;
    this.collection = collection;
  }

  Page<ContextDelta> list(ContextQuery query) {
    ListingCursor start = ListingCursor.read(query);
    Collected collected = new Collected(query);
    if (query.id() != null) {
      if (query.id().startsWith(query.idPrefix())) {
        addAll(collected, collection.cell(query.id()), start);
      }
      return collected.page(null);
    }
    Bytes cursor = start == null ? null : start.page();
    while (true) {
      CellPage page = cells.list(cellQuery(query, cursor));
      for (CellSummary summary : page.cells()) {
        if (isAhead(summary.cell(), start, query.descending())) {
          addAll(collected, summary.cell(), start);
        }
        if (collected.isFull()) {
          return collected.page(cursor);
        }
      }
      cursor = page.cursor();
      if (cursor == null) {
        return collected.page(null);
      }
    }
  }

  private ListQuery cellQuery(ContextQuery query, @Nullable Bytes cursor) {
    return new ListQuery(
        collection,
        query.idPrefix(),
        null,
        null,
        null,
        direction(query),
        cursor,
        Math.min(CELLS_AT_ONCE, cells.info().limits().maxPage()));
  }

  private static Direction direction(ContextQuery query) {
    return query.descending() ? Direction.DESCENDING : Direction.ASCENDING;
  }

  /** Tells whether {@code cell} is the one that an earlier page ended in, or comes after it. */
  private boolean isAhead(CellRef cell, @Nullable ListingCursor start, boolean descending) {
    if (start == null) {
      return true;
    }
    int order = cell.idBytes().compareTo(Bytes.utf8(start.id()));
    return descending ? order <= 0 : order >= 0;
  }

  private void addAll(Collected collected, CellRef cell, @Nullable ListingCursor start) {
    long behind = start != null && start.id().equals(cell.id()) ? start.version() : 0;
    while (!collected.isFull()) {
      try {
        addAll(collected, cell, behind);
        return;
      } catch (GoneException e) {
        // Trimmed or dropped between two pages: go on with what is left behind the last one seen.
        behind = collected.lastOf(cell.id(), behind);
      }
    }
  }

  private void addAll(Collected collected, CellRef cell, long behind) {
    ContextQuery query = collected.query;
    Offset after = Offset.ORIGIN;
    Offset upTo = Offset.END;
    if (query.version() != null) {
      upTo = new Offset(query.version(), 0);
      after = upTo.predecessor();
    }
    if (behind > 0 && query.descending()) {
      Offset bound = new Offset(behind, 0).predecessor();
      upTo = bound.isAfter(upTo) ? upTo : bound;
    } else if (behind > 0) {
      after = Offset.max(after, new Offset(behind, 0));
    }
    Iterator<LogEntry> entries =
        cells.entries(cell, ContextReader.DELTAS, after, upTo, direction(query));
    while (!collected.isFull() && entries.hasNext()) {
      collected.add(cell, entries.next());
    }
  }

  /** What a page has so far. */
  private static final class Collected {

    private final ContextQuery query;
    private final List<ContextDelta> items = new ArrayList<>();
    private long toSkip;
    private @Nullable String lastId;
    private long lastVersion;

    Collected(ContextQuery query) {
      this.query = query;
      this.toSkip = query.offset();
    }

    boolean isFull() {
      return items.size() == query.limit();
    }

    void add(CellRef cell, LogEntry entry) {
      lastId = cell.id();
      lastVersion = entry.offset().major();
      if (query.insertedSince() != null && entry.at().isBefore(query.insertedSince())) {
        return;
      }
      if (toSkip > 0) {
        toSkip--;
      } else {
        items.add(CellContexts.delta(cell, entry));
      }
    }

    long lastOf(String id, long otherwise) {
      return id.equals(lastId) ? lastVersion : otherwise;
    }

    Page<ContextDelta> page(@Nullable Bytes cellPage) {
      String id = lastId;
      if (!isFull() || id == null) {
        return new Page<>(items, null);
      }
      return new Page<>(items, new ListingCursor(cellPage, id, lastVersion).write(query));
    }
  }
}
