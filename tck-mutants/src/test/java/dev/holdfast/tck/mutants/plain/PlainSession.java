package dev.holdfast.tck.mutants.plain;

import static java.util.Objects.requireNonNull;

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
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a copy of a cell's state, as the rules of a commit ask. */
public class PlainSession implements CellSession {

  protected final PlainCell state;

  public PlainSession(PlainCell state) {
    this.state = state;
  }

  @Override
  public CellRecord cell() {
    return state.record;
  }

  @Override
  public void putCell(CellRecord cell) {
    state.record = cell;
  }

  @Override
  public Bytes headValue() {
    return requireNonNull(state.headValue);
  }

  @Override
  public void putHeadValue(Bytes value) {
    state.headValue = value;
  }

  @Override
  public void deleteHeadValue() {
    state.headValue = null;
  }

  @Override
  public @Nullable LogRecord log(LogRef ref) {
    PlainLog log = state.logs.get(ref);
    return log == null ? null : log.record;
  }

  @Override
  public void putLog(LogRef ref, LogRecord logRecord) {
    state.logs.computeIfAbsent(ref, key -> new PlainLog(logRecord, new TreeMap<>())).record =
        logRecord;
  }

  @Override
  public void dropLog(LogRef ref, LogRecord logRecord) {
    state.logs.remove(ref);
    state.floors.remove(ref);
  }

  @Override
  public @Nullable Offset logFloor(LogRef ref) {
    return state.floors.get(ref);
  }

  @Override
  public @Nullable Bytes entry(LogRef ref, LogRecord logRecord, Offset offset) {
    LogEntry entry = there(ref).entries.get(offset);
    return entry == null ? null : entry.value();
  }

  @Override
  public void append(LogRef ref, LogRecord logRecord, LogEntry entry) {
    there(ref).entries.put(entry.offset(), entry);
  }

  @Override
  public List<EntryMark> oldest(LogRef ref, LogRecord logRecord, int max) {
    return marks(there(ref).entries.values().stream().limit(max).toList());
  }

  @Override
  public List<EntryMark> newest(LogRef ref, LogRecord logRecord, Offset after, int max) {
    return marks(
        there(ref).entries.tailMap(after, false).descendingMap().values().stream()
            .limit(max)
            .toList());
  }

  private static List<EntryMark> marks(List<LogEntry> entries) {
    return entries.stream().map(entry -> new EntryMark(entry.offset(), entry.at())).toList();
  }

  @Override
  public void removeThrough(LogRef ref, LogRecord logRecord, Offset through) {
    there(ref).entries.headMap(through, true).clear();
  }

  @Override
  public void removeAfter(LogRef ref, LogRecord logRecord, Offset after) {
    there(ref).entries.tailMap(after, false).clear();
  }

  private PlainLog there(LogRef ref) {
    return requireNonNull(state.logs.get(ref));
  }

  @Override
  public @Nullable MapRecord map(MapRef ref) {
    PlainMap map = state.maps.get(ref);
    return map == null ? null : map.record;
  }

  @Override
  public void putMap(MapRef ref, MapRecord mapRecord) {
    state.maps.computeIfAbsent(ref, key -> new PlainMap(mapRecord, new TreeMap<>())).record =
        mapRecord;
  }

  @Override
  public void dropMap(MapRef ref, MapRecord mapRecord) {
    state.maps.remove(ref);
  }

  @Override
  public long rowVersion(MapRef ref, MapRecord mapRecord, Bytes key) {
    Row row = there(ref).rows.get(key);
    return row == null ? 0 : row.version();
  }

  @Override
  public void putRow(MapRef ref, MapRecord mapRecord, Row row) {
    there(ref).rows.put(row.key(), row);
  }

  @Override
  public void deleteRow(MapRef ref, MapRecord mapRecord, Bytes key) {
    there(ref).rows.remove(key);
  }

  protected final PlainMap there(MapRef ref) {
    return requireNonNull(state.maps.get(ref));
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    return state.writers.get(writer);
  }

  @Override
  public void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    state.writers.put(writer, writerRecord);
    state.writers.values().removeIf(known -> known.result().at().isBefore(forgetBefore));
  }

  @Override
  public boolean hasLogsOrMaps() {
    return !state.logs.isEmpty() || !state.maps.isEmpty();
  }

  @Override
  public void deleteContents() {
    state.headValue = null;
    state.logs.forEach((ref, log) -> state.floors.put(ref, log.record.last()));
    state.logs.clear();
    state.maps.clear();
  }
}
