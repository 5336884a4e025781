package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.LogRow;
import dev.holdfast.backend.mapdb.row.MapRow;
import dev.holdfast.backend.mapdb.row.MapRows;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.backend.mapdb.row.WriterRow;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.CellSession;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One cell in the hands of one commit: what it changes is kept apart until all of it is known. */
final class Session implements CellSession {

  private final TreeMap<Bytes, Value> changes = new TreeMap<>();
  private final CellView view;
  private final int idBytes;
  private final CellRow before;
  private final Map<LogRef, LogRow> logs = new HashMap<>();
  private final Map<MapRef, MapRow> maps = new HashMap<>();
  private CellRow cell;
  private long usedBytes;

  Session(Snapshot snapshot, Bytes prefix, int idBytes) {
    this.view = snapshot.newest(prefix, new MapRows(changes));
    this.idBytes = idBytes;
    this.before = view.cell();
    this.cell = before;
  }

  /** Returns all changed rows; the session must not be used afterwards. */
  SortedMap<Bytes, Value> changes() {
    if (!cell.equals(before)) {
      changes.put(RowKeys.CELL, Value.of(cell.encode()));
    }
    logs.forEach((ref, log) -> changes.put(RowKeys.log(ref), Value.of(log.encode())));
    maps.forEach((ref, map) -> changes.put(RowKeys.map(ref), Value.of(map.encode())));
    return changes;
  }

  /** Tells whether anything changed. */
  boolean isChanged() {
    return !cell.equals(before) || !changes.isEmpty();
  }

  /** Returns what the changes mean for the usage of the collection. */
  UsageRow usage() {
    int listed = (cell.isListed() ? 1 : 0) - (before.isListed() ? 1 : 0);
    return new UsageRow(listed, usedBytes + (long) listed * idBytes);
  }

  private void delete(Bytes key) {
    changes.put(key, Value.DELETED);
  }

  @Override
  public CellRecord cell() {
    return cell.cell();
  }

  @Override
  public void putCell(CellRecord newCell) {
    cell = cell.with(newCell);
  }

  @Override
  public Bytes headValue() {
    Value value = view.get(RowKeys.HEAD);
    if (value == null) {
      throw new IllegalStateException("The cell's record tells of a head that is not there.");
    }
    return value.bytes();
  }

  @Override
  public void putHeadValue(Bytes value) {
    changes.put(RowKeys.HEAD, Value.of(value));
    useHead(value.length());
  }

  @Override
  public void deleteHeadValue() {
    delete(RowKeys.HEAD);
    useHead(0);
  }

  private void useHead(long bytes) {
    usedBytes += bytes - cell.headBytes();
    cell = cell.withHeadBytes(bytes);
  }

  @Override
  public @Nullable LogRecord log(LogRef ref) {
    LogRow log = logRow(ref);
    return log == null ? null : log.log();
  }

  private @Nullable LogRow logRow(LogRef ref) {
    LogRow changed = logs.get(ref);
    return changed == null ? view.log(ref) : changed;
  }

  @Override
  public void putLog(LogRef ref, LogRecord log) {
    LogRow known = logRow(ref);
    if (known == null) {
      cell = cell.withParts(1);
    }
    logs.put(ref, new LogRow(log, known == null ? 0 : known.bytes()));
  }

  @Override
  public void dropLog(LogRef ref, LogRecord log) {
    forgetLog(ref);
    if (view.get(RowKeys.floor(ref)) != null) {
      delete(RowKeys.floor(ref));
    }
  }

  private void forgetLog(LogRef ref) {
    LogRow log = logRow(ref);
    if (log != null) {
      logs.remove(ref);
      delete(RowKeys.log(ref));
      dropContents(log.log().incarnation(), log.bytes());
    }
  }

  private void dropContents(long incarnation, long bytes) {
    Bytes contents = RowKeys.contents(incarnation);
    changes.tailMap(contents, false).headMap(CellView.end(contents)).clear();
    changes.put(contents, Value.of(Bytes.EMPTY));
    usedBytes -= bytes;
    cell = cell.withParts(-1);
  }

  @Override
  public @Nullable Offset logFloor(LogRef ref) {
    Value floor = view.get(RowKeys.floor(ref));
    return floor == null ? null : LogRow.decodeOffset(floor.bytes());
  }

  @Override
  public @Nullable Bytes entry(LogRef ref, LogRecord log, Offset offset) {
    if (!offset.isAfter(log.trimmedThrough()) || offset.isAfter(log.last())) {
      return null;
    }
    Value value = view.get(RowKeys.entry(log.incarnation(), offset));
    return value == null ? null : value.bytes();
  }

  @Override
  public void append(LogRef ref, LogRecord log, LogEntry entry) {
    changes.put(
        RowKeys.entry(log.incarnation(), entry.offset()),
        new Value(entry.at().toEpochMilli(), entry.value()));
    useLog(ref, entry.value().length());
  }

  private void useLog(LogRef ref, long bytes) {
    LogRow log = logRow(ref);
    if (log == null) {
      throw new IllegalStateException("The log " + ref.name() + " is changed before it is made.");
    }
    logs.put(ref, new LogRow(log.log(), log.bytes() + bytes));
    usedBytes += bytes;
  }

  @Override
  public List<EntryMark> oldest(LogRef ref, LogRecord log, int max) {
    return marks(view.entries(log, log.trimmedThrough(), log.last(), false), max);
  }

  @Override
  public List<EntryMark> newest(LogRef ref, LogRecord log, Offset after, int max) {
    return marks(view.entries(log, after, log.last(), true), max);
  }

  private static List<EntryMark> marks(Iterator<LogEntry> entries, int max) {
    List<EntryMark> marks = new ArrayList<>();
    while (marks.size() < max && entries.hasNext()) {
      LogEntry entry = entries.next();
      marks.add(new EntryMark(entry.offset(), entry.at()));
    }
    return marks;
  }

  @Override
  public void removeThrough(LogRef ref, LogRecord log, Offset through) {
    remove(ref, log, view.entries(log, log.trimmedThrough(), through, false));
  }

  @Override
  public void removeAfter(LogRef ref, LogRecord log, Offset after) {
    remove(ref, log, view.entries(log, after, log.last(), false));
  }

  private void remove(LogRef ref, LogRecord log, Iterator<LogEntry> entries) {
    List<LogEntry> going = new ArrayList<>();
    entries.forEachRemaining(going::add);
    long bytes = 0;
    for (LogEntry entry : going) {
      delete(RowKeys.entry(log.incarnation(), entry.offset()));
      bytes += entry.value().length();
    }
    useLog(ref, -bytes);
  }

  @Override
  public @Nullable MapRecord map(MapRef ref) {
    MapRow map = mapRow(ref);
    return map == null ? null : map.map();
  }

  private @Nullable MapRow mapRow(MapRef ref) {
    MapRow changed = maps.get(ref);
    return changed == null ? view.map(ref) : changed;
  }

  @Override
  public void putMap(MapRef ref, MapRecord map) {
    MapRow known = mapRow(ref);
    if (known == null) {
      cell = cell.withParts(1);
    }
    maps.put(ref, new MapRow(map, known == null ? 0 : known.bytes()));
  }

  @Override
  public void dropMap(MapRef ref, MapRecord map) {
    MapRow known = mapRow(ref);
    if (known != null) {
      maps.remove(ref);
      delete(RowKeys.map(ref));
      dropContents(known.map().incarnation(), known.bytes());
    }
  }

  @Override
  public long rowVersion(MapRef ref, MapRecord map, Bytes key) {
    Value value = view.get(RowKeys.row(map.incarnation(), key));
    return value == null ? 0 : value.stamp();
  }

  @Override
  public void putRow(MapRef ref, MapRecord map, Row row) {
    Bytes key = RowKeys.row(map.incarnation(), row.key());
    useMap(ref, row.key().length() + row.value().length() - usedBy(key, row.key()));
    changes.put(key, new Value(row.version(), row.value()));
  }

  @Override
  public void deleteRow(MapRef ref, MapRecord map, Bytes rowKey) {
    Bytes key = RowKeys.row(map.incarnation(), rowKey);
    useMap(ref, -usedBy(key, rowKey));
    delete(key);
  }

  private long usedBy(Bytes key, Bytes rowKey) {
    Value value = view.get(key);
    return value == null ? 0 : rowKey.length() + value.bytes().length();
  }

  private void useMap(MapRef ref, long bytes) {
    MapRow map = mapRow(ref);
    if (map == null) {
      throw new IllegalStateException("The map " + ref.name() + " is changed before it is made.");
    }
    maps.put(ref, new MapRow(map.map(), map.bytes() + bytes));
    usedBytes += bytes;
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    Value value = view.get(RowKeys.writer(writer));
    return value == null ? null : WriterRow.decode(value.bytes());
  }

  @Override
  public void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    Bytes key = RowKeys.writer(writer);
    if (view.get(key) == null) {
      if (cell.writers() + 1 >= cell.pruneAt()) {
        forgetWriters(forgetBefore);
      }
      cell = cell.withWriter();
    }
    changes.put(key, Value.of(WriterRow.encode(writerRecord)));
  }

  private void forgetWriters(Instant before) {
    List<Bytes> idle = new ArrayList<>();
    long left = 0;
    Iterator<Map.Entry<Bytes, Value>> writers = view.below(RowKeys.WRITERS);
    while (writers.hasNext()) {
      Map.Entry<Bytes, Value> row = writers.next();
      if (WriterRow.decode(row.getValue().bytes()).result().at().isBefore(before)) {
        idle.add(row.getKey());
      } else {
        left++;
      }
    }
    idle.forEach(this::delete);
    cell = cell.pruned(left);
  }

  @Override
  public boolean hasLogsOrMaps() {
    return cell.parts() > 0;
  }

  @Override
  public void deleteContents() {
    if (cell.headBytes() > 0 || view.get(RowKeys.HEAD) != null) {
      deleteHeadValue();
    }
    for (LogRef ref : logRefs()) {
      LogRow log = logRow(ref);
      if (log != null) {
        changes.put(RowKeys.floor(ref), Value.of(LogRow.encodeOffset(log.log().last())));
        forgetLog(ref);
      }
    }
    for (MapRef ref : mapRefs()) {
      MapRow map = mapRow(ref);
      if (map != null) {
        dropMap(ref, map.map());
      }
    }
  }

  private List<LogRef> logRefs() {
    List<LogRef> refs = new ArrayList<>(logs.keySet());
    view.below(RowKeys.LOGS).forEachRemaining(row -> refs.add(RowKeys.logOf(row.getKey())));
    return refs;
  }

  private List<MapRef> mapRefs() {
    List<MapRef> refs = new ArrayList<>(maps.keySet());
    view.below(RowKeys.MAPS).forEachRemaining(row -> refs.add(RowKeys.mapOf(row.getKey())));
    return refs;
  }
}
