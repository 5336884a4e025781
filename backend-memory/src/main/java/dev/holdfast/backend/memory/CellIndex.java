package dev.holdfast.backend.memory;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The live cells of a collection in the order of their ids, and what they hold. Thread-safe. */
final class CellIndex {

  private static final int LEAST_EXAMINED = 1_000;

  private final NavigableMap<Bytes, Cell> cells = new ConcurrentSkipListMap<>();
  private final LongAdder count = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void add(Cell cell) {
    cells.put(cell.ref().idBytes(), cell);
    count.increment();
  }

  void remove(Cell cell) {
    cells.remove(cell.ref().idBytes());
    count.decrement();
  }

  void resize(Cell cell, CellState before, CellState after) {
    long grown = size(cell, after) - size(cell, before);
    if (grown != 0) {
      bytes.add(grown);
    }
  }

  private static long size(Cell cell, CellState state) {
    return state.isLive() ? cell.ref().idBytes().length() + state.bytes() : 0;
  }

  Usage usage() {
    return new Usage(count.sum(), bytes.sum(), Duration.ZERO);
  }

  /** Returns a page, after a bounded number of cells whether or not they match. */
  CellPage list(ListQuery query) {
    int mayExamine = Math.max(query.pageSize(), LEAST_EXAMINED);
    List<CellSummary> page = new ArrayList<>();
    Iterator<Cell> range = range(query).values().iterator();
    Bytes examined = null;
    for (int count = 0; count < mayExamine && page.size() < query.pageSize(); count++) {
      if (!range.hasNext()) {
        return new CellPage(page, null);
      }
      Cell cell = range.next();
      examined = cell.ref().idBytes();
      CellState state = cell.state();
      if (state.isLive() && query.matches(state.cell().version(), state.cell().headAt())) {
        page.add(summary(cell, state.cell()));
      }
    }
    return new CellPage(page, range.hasNext() ? examined : null);
  }

  private NavigableMap<Bytes, Cell> range(ListQuery query) {
    boolean ascending = query.direction() == Direction.ASCENDING;
    Bytes prefix = Bytes.utf8(query.idPrefix());
    Bytes end = prefix.prefixEnd();
    NavigableMap<Bytes, Cell> range = cells.tailMap(prefix, true);
    range = end == null ? range : range.headMap(end, false);
    range = ascending ? range : range.descendingMap();
    return query.cursor() == null ? range : range.tailMap(query.cursor(), false);
  }

  private static CellSummary summary(Cell cell, CellRecord state) {
    return new CellSummary(
        cell.ref(), state.head(), state.headAt(), requireNonNull(state.updatedAt()));
  }
}
