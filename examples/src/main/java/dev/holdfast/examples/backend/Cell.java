package dev.holdfast.examples.backend;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellRef;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One cell. A commit changes a copy, which then takes the place of the original or is forgotten; a
 * cell that readers can see never changes.
 */
final class Cell implements CellSession {

  /** A log: its record and its entries. */
  record Log(LogRecord header, NavigableMap<Offset, LogEntry> entries) {}

  /** A map: its record and its rows; unsorted maps are kept in key order too. */
  record Rows(MapRecord header, NavigableMap<Bytes, Row> byKey) {}

  final CellRef ref;

  /** Names the cell's file: ids may be longer than names of files, and hold any character. */
  final UUID file;

  CellRecord cell = CellRecord.UNKNOWN;
  @Nullable Bytes headValue;
  final Map<LogRef, Log> logs = new HashMap<>();
  final Map<MapRef, Rows> maps = new HashMap<>();
  final Map<LogRef, Offset> floors = new HashMap<>();
  final Map<UUID, WriterRecord> writers = new HashMap<>();

  Cell(CellRef ref, UUID file) {
    this.ref = ref;
    this.file = file;
  }

  // snippet: copy
  Cell copy() {
    Cell copy = new Cell(ref, file);
    copy.cell = cell;
    copy.headValue = headValue;
    logs.forEach(
        (name, log) -> copy.logs.put(name, new Log(log.header(), new TreeMap<>(log.entries()))));
    maps.forEach(
        (name, map) -> copy.maps.put(name, new Rows(map.header(), new TreeMap<>(map.byKey()))));
    copy.floors.putAll(floors);
    copy.writers.putAll(writers);
    return copy;
  }

  // end of snippet

  /** Tells whether a listing shows the cell; if not, it was deleted or never written. */
  boolean isLive() {
    return cell.hasHead() || hasLogsOrMaps();
  }

  @Override
  public CellRecord cell() {
    return cell;
  }

  @Override
  public void putCell(CellRecord newCell) {
    cell = newCell;
  }

  @Override
  public Bytes headValue() {
    return requireNonNull(headValue);
  }

  @Override
  public void putHeadValue(Bytes value) {
    headValue = value;
  }

  @Override
  public void deleteHeadValue() {
    headValue = null;
  }

  // snippet: session
  @Override
  public @Nullable LogRecord log(LogRef name) {
    Log log = logs.get(name);
    return log == null ? null : log.header();
  }

  @Override
  public void putLog(LogRef name, LogRecord header) {
    Log log = logs.get(name);
    logs.put(name, new Log(header, log == null ? new TreeMap<>() : log.entries()));
  }

  @Override
  public void append(LogRef name, LogRecord header, LogEntry entry) {
    entries(name).put(entry.offset(), entry);
  }

  @Override
  public void removeThrough(LogRef name, LogRecord header, Offset through) {
    entries(name).headMap(through, true).clear();
  }

  // end of snippet

  @Override
  public void dropLog(LogRef name, LogRecord header) {
    logs.remove(name);
    floors.remove(name);
  }

  @Override
  public @Nullable Offset logFloor(LogRef name) {
    return floors.get(name);
  }

  @Override
  public @Nullable Bytes entry(LogRef name, LogRecord header, Offset offset) {
    LogEntry entry = entries(name).get(offset);
    return entry == null ? null : entry.value();
  }

  @Override
  public List<EntryMark> oldest(LogRef name, LogRecord header, int max) {
    return marks(entries(name).values(), max);
  }

  @Override
  public List<EntryMark> newest(LogRef name, LogRecord header, Offset after, int max) {
    return marks(entries(name).tailMap(after, false).descendingMap().values(), max);
  }

  private static List<EntryMark> marks(Collection<LogEntry> entries, int max) {
    return entries.stream()
        .limit(max)
        .map(entry -> new EntryMark(entry.offset(), entry.at()))
        .toList();
  }

  @Override
  public void removeAfter(LogRef name, LogRecord header, Offset after) {
    entries(name).tailMap(after, false).clear();
  }

  private NavigableMap<Offset, LogEntry> entries(LogRef name) {
    return requireNonNull(logs.get(name)).entries();
  }

  @Override
  public @Nullable MapRecord map(MapRef name) {
    Rows map = maps.get(name);
    return map == null ? null : map.header();
  }

  @Override
  public void putMap(MapRef name, MapRecord header) {
    Rows map = maps.get(name);
    maps.put(name, new Rows(header, map == null ? new TreeMap<>() : map.byKey()));
  }

  @Override
  public void dropMap(MapRef name, MapRecord header) {
    maps.remove(name);
  }

  @Override
  public long rowVersion(MapRef name, MapRecord header, Bytes key) {
    Row row = rows(name).get(key);
    return row == null ? 0 : row.version();
  }

  @Override
  public void putRow(MapRef name, MapRecord header, Row row) {
    rows(name).put(row.key(), row);
  }

  @Override
  public void deleteRow(MapRef name, MapRecord header, Bytes key) {
    rows(name).remove(key);
  }

  private NavigableMap<Bytes, Row> rows(MapRef name) {
    return requireNonNull(maps.get(name)).byKey();
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    return writers.get(writer);
  }

  @Override
  public void putWriter(UUID writer, WriterRecord newest, Instant forgetBefore) {
    writers.put(writer, newest);
    writers.values().removeIf(known -> known.result().at().isBefore(forgetBefore));
  }

  @Override
  public boolean hasLogsOrMaps() {
    return !logs.isEmpty() || !maps.isEmpty();
  }

  @Override
  public void deleteContents() {
    headValue = null;
    logs.forEach((name, log) -> floors.put(name, log.header().last()));
    logs.clear();
    maps.clear();
  }
}
