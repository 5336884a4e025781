package dev.holdfast.backend.memory;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
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
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/** Builds a cell's next state from the one before, which stays as it is. */
final class MemorySession implements CellSession {

  private final CellState before;
  private final Writers writers;
  private CellRecord cell;
  private @Nullable Bytes headValue;
  private Edits<LogRef, Log> logs;
  private Edits<MapRef, Rows> maps;
  private PMap<LogRef, Offset> floors;
  private long bytes;

  MemorySession(CellState before, Writers writers) {
    this.before = before;
    this.writers = writers;
    cell = before.cell();
    headValue = before.head() == null ? null : before.head().value();
    logs = new Edits<>(before.logs());
    maps = new Edits<>(before.maps());
    floors = before.floors();
    bytes = before.bytes();
  }

  /** Returns the next state, that which {@code result} tells of. */
  CellState next(CommitResult result) {
    return new CellState(cell, head(result.head()), logs.settle(), maps.settle(), floors, bytes);
  }

  private @Nullable Head head(@Nullable Revision revision) {
    if (revision == null) {
      return null;
    }
    Head old = before.head();
    return old != null && old.revision().equals(revision)
        ? old
        : new Head(revision, headValue(), requireNonNull(cell.headAt()));
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
    deleteHeadValue();
    headValue = value;
    bytes += value.length();
  }

  @Override
  public void deleteHeadValue() {
    if (headValue != null) {
      bytes -= headValue.length();
      headValue = null;
    }
  }

  @Override
  public @Nullable LogRecord log(LogRef ref) {
    Log log = logs.get(ref);
    return log == null ? null : log.header();
  }

  @Override
  public void putLog(LogRef ref, LogRecord header) {
    Log log = logs.get(ref);
    logs.put(ref, log == null ? Log.empty(header) : log.withHeader(header));
  }

  @Override
  public void dropLog(LogRef ref, LogRecord header) {
    bytes -= there(ref).bytes();
    logs.remove(ref);
    floors = floors.minus(ref);
  }

  @Override
  public @Nullable Offset logFloor(LogRef ref) {
    return floors.get(ref);
  }

  @Override
  public @Nullable Bytes entry(LogRef ref, LogRecord header, Offset offset) {
    LogEntry entry = there(ref).entry(offset);
    return entry == null ? null : entry.value();
  }

  @Override
  public void append(LogRef ref, LogRecord header, LogEntry entry) {
    change(ref, there(ref).append(entry));
  }

  @Override
  public List<EntryMark> oldest(LogRef ref, LogRecord header, int max) {
    return there(ref).oldest(max);
  }

  @Override
  public List<EntryMark> newest(LogRef ref, LogRecord header, Offset after, int max) {
    return there(ref).newest(after, max);
  }

  @Override
  public void removeThrough(LogRef ref, LogRecord header, Offset through) {
    change(ref, there(ref).removeThrough(through));
  }

  @Override
  public void removeAfter(LogRef ref, LogRecord header, Offset after) {
    change(ref, there(ref).removeAfter(after));
  }

  private Log there(LogRef ref) {
    return requireNonNull(logs.get(ref));
  }

  private void change(LogRef ref, Log changed) {
    bytes += changed.bytes() - there(ref).bytes();
    logs.put(ref, changed);
  }

  @Override
  public @Nullable MapRecord map(MapRef ref) {
    Rows rows = maps.get(ref);
    return rows == null ? null : rows.header();
  }

  @Override
  public void putMap(MapRef ref, MapRecord header) {
    Rows rows = maps.get(ref);
    maps.put(ref, rows == null ? Rows.empty(header) : rows.withHeader(header));
  }

  @Override
  public void dropMap(MapRef ref, MapRecord header) {
    bytes -= there(ref).bytes();
    maps.remove(ref);
  }

  @Override
  public long rowVersion(MapRef ref, MapRecord header, Bytes key) {
    Row row = there(ref).byKey().get(key);
    return row == null ? 0 : row.version();
  }

  @Override
  public void putRow(MapRef ref, MapRecord header, Row row) {
    change(ref, there(ref).put(row));
  }

  @Override
  public void deleteRow(MapRef ref, MapRecord header, Bytes key) {
    change(ref, there(ref).delete(key));
  }

  private Rows there(MapRef ref) {
    return requireNonNull(maps.get(ref));
  }

  private void change(MapRef ref, Rows changed) {
    bytes += changed.bytes() - there(ref).bytes();
    maps.put(ref, changed);
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    return writers.get(writer);
  }

  /** The evaluator calls this last, when nothing can fail any more: there is nothing to undo. */
  @Override
  public void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    writers.put(writer, writerRecord, forgetBefore);
  }

  @Override
  public boolean hasLogsOrMaps() {
    return !logs.settle().isEmpty() || !maps.settle().isEmpty();
  }

  @Override
  public void deleteContents() {
    headValue = null;
    logs.settle().forEach((ref, log) -> floors = floors.plus(ref, log.header().last()));
    logs = new Edits<>(Map.of());
    maps = new Edits<>(Map.of());
    bytes = 0;
  }
}
