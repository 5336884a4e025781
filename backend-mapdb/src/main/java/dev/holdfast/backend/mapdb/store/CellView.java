package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.LogRow;
import dev.holdfast.backend.mapdb.row.MapRow;
import dev.holdfast.backend.mapdb.row.MergedRows;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Rows;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One state of one cell: layers of rows, the newest first, in which deleted rows are absent. */
final class CellView {

  private final List<Rows> layers;

  CellView(List<Rows> newestFirst) {
    this.layers = newestFirst;
  }

  /** Returns the value of a row, or {@code null} if there is none. */
  @Nullable Value get(Bytes key) {
    for (Rows layer : layers) {
      Value value = layer.get(key);
      if (value != null) {
        return value.isDeleted() ? null : value;
      }
    }
    return null;
  }

  /** Returns the rows from {@code from} up to but without {@code to}. */
  Iterator<Map.Entry<Bytes, Value>> range(Bytes from, Bytes to, boolean descending) {
    if (from.compareTo(to) >= 0) {
      return List.<Map.Entry<Bytes, Value>>of().iterator();
    }
    List<Iterator<Map.Entry<Bytes, Value>>> sources = new ArrayList<>(layers.size());
    for (Rows layer : layers) {
      Iterator<Map.Entry<Bytes, Value>> rows = layer.range(from, to, descending);
      if (rows.hasNext()) {
        sources.add(rows);
      }
    }
    return new Present(sources.size() == 1 ? sources.get(0) : new MergedRows(sources, descending));
  }

  /** Returns the rows whose keys begin with {@code prefix} and go on. */
  Iterator<Map.Entry<Bytes, Value>> below(Bytes prefix) {
    return range(prefix, end(prefix), false);
  }

  /** Returns the first key after all that begin with {@code prefix}. */
  static Bytes end(Bytes prefix) {
    Bytes end = prefix.prefixEnd();
    return end == null ? RowKeys.END : end;
  }

  CellRow cell() {
    Value value = get(RowKeys.CELL);
    return value == null ? CellRow.UNKNOWN : CellRow.decode(value.bytes());
  }

  @Nullable LogRow log(LogRef log) {
    Value value = get(RowKeys.log(log));
    return value == null ? null : LogRow.decode(value.bytes());
  }

  @Nullable MapRow map(MapRef map) {
    Value value = get(RowKeys.map(map));
    return value == null ? null : MapRow.decode(value.bytes());
  }

  /** Returns a log's entries with {@code after < offset <= upTo}. */
  Iterator<LogEntry> entries(LogRecord log, Offset after, Offset upTo, boolean descending) {
    Offset from = Offset.max(after, log.trimmedThrough());
    Offset to = upTo.isAfter(log.last()) ? log.last() : upTo;
    Bytes first = RowKeys.entry(log.incarnation(), from);
    Bytes last = RowKeys.entry(log.incarnation(), to);
    // A zero byte more makes the next key: the lower bound is left out, the upper one is in.
    Bytes zero = RowKeys.CELL;
    Iterator<Map.Entry<Bytes, Value>> rows =
        range(first.concat(zero), last.concat(zero), descending);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public LogEntry next() {
        Map.Entry<Bytes, Value> row = rows.next();
        Value value = row.getValue();
        return new LogEntry(
            RowKeys.offsetOf(row.getKey()), value.bytes(), Instant.ofEpochMilli(value.stamp()));
      }
    };
  }

  @Nullable Row row(long incarnation, Bytes key) {
    Value value = get(RowKeys.row(incarnation, key));
    return value == null ? null : new Row(key, value.bytes(), value.stamp());
  }

  /** Leaves deleted rows out. */
  private static final class Present implements Iterator<Map.Entry<Bytes, Value>> {

    private final Iterator<Map.Entry<Bytes, Value>> rows;
    private Map.@Nullable Entry<Bytes, Value> next;

    Present(Iterator<Map.Entry<Bytes, Value>> rows) {
      this.rows = rows;
      advance();
    }

    private void advance() {
      next = null;
      while (next == null && rows.hasNext()) {
        Map.Entry<Bytes, Value> row = rows.next();
        if (!row.getValue().isDeleted()) {
          next = row;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Map.Entry<Bytes, Value> next() {
      Map.Entry<Bytes, Value> row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      advance();
      return row;
    }
  }
}
