package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.LogRow;
import dev.holdfast.backend.mapdb.row.MapRow;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One cell in the hands of one commit: what it changes is kept apart until all of it is known. */
final class Session implements CellSession {

  private final CellChanges changes;
  private final LogChanges logs;
  private final MapChanges maps;
  private final int idBytes;

  Session(Snapshot snapshot, Bytes prefix, int idBytes) {
    this.changes = new CellChanges(snapshot, prefix);
    this.logs = new LogChanges(changes);
    this.maps = new MapChanges(changes);
    this.idBytes = idBytes;
  }

  /** Returns all changed rows; the session must not be used afterwards. */
  SortedMap<Bytes, Value> changes() {
    if (changes.isCellChanged()) {
      changes.put(RowKeys.CELL, Value.of(changes.cell().encode()));
    }
    logs.finish();
    maps.finish();
    return changes.rows;
  }

  /** Tells whether anything changed. */
  boolean isChanged() {
    return changes.isCellChanged() || !changes.rows.isEmpty();
  }

  /** Returns what the changes mean for the usage of the collection. */
  UsageRow usage() {
    return changes.usage(idBytes);
  }

  @Override
  public CellRecord cell() {
    return changes.cell().cell();
  }

  @Override
  public void putCell(CellRecord cell) {
    changes.cell(changes.cell().with(cell));
  }

  @Override
  public Bytes headValue() {
    Value value = changes.get(RowKeys.HEAD);
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
    changes.delete(RowKeys.HEAD);
    useHead(0);
  }

  private void useHead(long bytes) {
    changes.use(bytes - changes.cell().headBytes());
    changes.cell(changes.cell().withHeadBytes(bytes));
  }

  @Override
  public @Nullable LogRecord log(LogRef ref) {
    LogRow log = logs.get(ref);
    return log == null ? null : log.log();
  }

  @Override
  public void putLog(LogRef ref, LogRecord log) {
    logs.put(ref, log);
  }

  @Override
  public void dropLog(LogRef ref, LogRecord log) {
    logs.drop(ref);
  }

  @Override
  public @Nullable Offset logFloor(LogRef ref) {
    return logs.floor(ref);
  }

  @Override
  public @Nullable Bytes entry(LogRef ref, LogRecord log, Offset offset) {
    return logs.entry(log, offset);
  }

  @Override
  public void append(LogRef ref, LogRecord log, LogEntry entry) {
    logs.append(ref, log, entry);
  }

  @Override
  public List<EntryMark> oldest(LogRef ref, LogRecord log, int max) {
    return logs.oldest(log, max);
  }

  @Override
  public List<EntryMark> newest(LogRef ref, LogRecord log, Offset after, int max) {
    return logs.newest(log, after, max);
  }

  @Override
  public void removeThrough(LogRef ref, LogRecord log, Offset through) {
    logs.remove(ref, log, log.trimmedThrough(), through);
  }

  @Override
  public void removeAfter(LogRef ref, LogRecord log, Offset after) {
    logs.remove(ref, log, after, log.last());
  }

  @Override
  public @Nullable MapRecord map(MapRef ref) {
    MapRow map = maps.get(ref);
    return map == null ? null : map.map();
  }

  @Override
  public void putMap(MapRef ref, MapRecord map) {
    maps.put(ref, map);
  }

  @Override
  public void dropMap(MapRef ref, MapRecord map) {
    maps.drop(ref);
  }

  @Override
  public long rowVersion(MapRef ref, MapRecord map, Bytes key) {
    return maps.rowVersion(map, key);
  }

  @Override
  public void putRow(MapRef ref, MapRecord map, Row row) {
    maps.putRow(ref, map, row);
  }

  @Override
  public void deleteRow(MapRef ref, MapRecord map, Bytes key) {
    maps.deleteRow(ref, map, key);
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    Value value = changes.get(RowKeys.writer(writer));
    return value == null ? null : WriterRow.decode(value.bytes());
  }

  @Override
  public void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    Bytes key = RowKeys.writer(writer);
    if (changes.get(key) == null) {
      if (changes.cell().writers() + 1 >= changes.cell().pruneAt()) {
        forgetWriters(forgetBefore);
      }
      changes.cell(changes.cell().withWriter());
    }
    changes.put(key, Value.of(WriterRow.encode(writerRecord)));
  }

  private void forgetWriters(Instant before) {
    List<Bytes> idle = new ArrayList<>();
    long left = 0;
    Iterator<Map.Entry<Bytes, Value>> writers = changes.view.below(RowKeys.WRITERS);
    while (writers.hasNext()) {
      Map.Entry<Bytes, Value> row = writers.next();
      if (WriterRow.decode(row.getValue().bytes()).result().at().isBefore(before)) {
        idle.add(row.getKey());
      } else {
        left++;
      }
    }
    idle.forEach(changes::delete);
    changes.cell(changes.cell().pruned(left));
  }

  @Override
  public boolean hasLogsOrMaps() {
    return changes.cell().parts() > 0;
  }

  @Override
  public void deleteContents() {
    if (changes.cell().headBytes() > 0 || changes.get(RowKeys.HEAD) != null) {
      deleteHeadValue();
    }
    logs.deleteAll();
    maps.deleteAll();
  }
}
