package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.CellState;
import dev.holdfast.backend.jdbc.cell.LastWriter;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.StoredCell;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cell while a commit is judged: what is stored, under what the commit has changed so far. */
final class CellEdit implements CellSession {

  private final @Nullable StoredCell stored;
  private final CellContents contents;
  private final Map<LogRef, LogState> logs;
  private final Map<MapRef, MapState> maps;
  private final Map<LogRef, Offset> floors;
  private final Map<Long, EntryChanges> entries = new HashMap<>();
  private final Map<Long, RowChanges> rows = new HashMap<>();
  private final Set<Long> dropped = new LinkedHashSet<>();
  private final long firstNewIncarnation;
  private CellRecord cell;
  private int headBytes;
  private @Nullable Bytes newHead;
  private boolean headChanged;
  private @Nullable LastWriter lastWriter;
  private @Nullable LastWriter displaced;
  private Instant forgetBefore = Instant.EPOCH;

  /** Begins with what is stored; {@code null} for a cell that is not there. */
  CellEdit(@Nullable StoredCell stored, CellContents contents) {
    CellState state = stored == null ? CellState.EMPTY : stored.state();
    this.stored = stored;
    this.contents = contents;
    this.cell = stored == null ? CellRecord.UNKNOWN : stored.counters();
    this.logs = new LinkedHashMap<>(state.logs());
    this.maps = new LinkedHashMap<>(state.maps());
    this.floors = new LinkedHashMap<>(state.floors());
    this.headBytes = state.headBytes();
    this.lastWriter = state.lastWriter();
    this.firstNewIncarnation = state.incarnations() + 1;
  }

  @Nullable StoredCell stored() {
    return stored;
  }

  boolean isChanged() {
    return cell.sequence() != (stored == null ? 0 : stored.counters().sequence());
  }

  CellState state() {
    return new CellState(
        cell.incarnations(),
        headBytes,
        Map.copyOf(logs),
        Map.copyOf(maps),
        Map.copyOf(floors),
        lastWriter);
  }

  boolean headChanged() {
    return headChanged;
  }

  @Nullable Bytes newHead() {
    return newHead;
  }

  @Nullable LastWriter displaced() {
    return displaced;
  }

  Instant forgetBefore() {
    return forgetBefore;
  }

  Iterable<EntryChanges> entryChanges() {
    return entries.values();
  }

  Iterable<RowChanges> rowChanges() {
    return rows.values();
  }

  /** Returns the incarnations of stored logs and maps that were dropped. */
  Set<Long> dropped() {
    return dropped;
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
    return headChanged ? requireNonNull(newHead) : contents.head();
  }

  @Override
  public void putHeadValue(Bytes value) {
    headChanged = true;
    newHead = value;
    headBytes = value.length();
  }

  @Override
  public void deleteHeadValue() {
    headChanged = true;
    newHead = null;
    headBytes = 0;
  }

  @Override
  public @Nullable LogRecord log(LogRef log) {
    LogState found = logs.get(log);
    return found == null ? null : found.counters();
  }

  @Override
  public void putLog(LogRef log, LogRecord counters) {
    LogState found = logs.get(log);
    logs.put(log, found == null ? new LogState(counters, 0) : found.with(counters));
  }

  @Override
  public void dropLog(LogRef log, LogRecord counters) {
    logs.remove(log);
    floors.remove(log);
    forget(counters.incarnation());
  }

  private void forget(long incarnation) {
    entries.remove(incarnation);
    rows.remove(incarnation);
    if (isStored(incarnation)) {
      dropped.add(incarnation);
    }
  }

  private boolean isStored(long incarnation) {
    return incarnation < firstNewIncarnation;
  }

  @Override
  public @Nullable Offset logFloor(LogRef log) {
    return floors.get(log);
  }

  @Override
  public @Nullable Bytes entry(LogRef log, LogRecord counters, Offset offset) {
    return entries(log, counters).value(offset);
  }

  @Override
  public void append(LogRef log, LogRecord counters, LogEntry entry) {
    entries(log, counters).add(entry);
    grow(log, entry.value().length());
  }

  @Override
  public List<EntryMark> oldest(LogRef log, LogRecord counters, int max) {
    return entries(log, counters).oldest(max);
  }

  @Override
  public List<EntryMark> newest(LogRef log, LogRecord counters, Offset after, int max) {
    return entries(log, counters).newest(after, max);
  }

  @Override
  public void removeThrough(LogRef log, LogRecord counters, Offset through) {
    grow(log, -entries(log, counters).removeThrough(through));
  }

  @Override
  public void removeAfter(LogRef log, LogRecord counters, Offset after) {
    grow(log, -entries(log, counters).removeAfter(after));
  }

  private EntryChanges entries(LogRef log, LogRecord counters) {
    long incarnation = counters.incarnation();
    return entries.computeIfAbsent(
        incarnation, added -> new EntryChanges(incarnation, contents, trimmed(log, incarnation)));
  }

  /** Returns up to where the log is trimmed in the storage; {@code null} if it is not there. */
  private @Nullable Offset trimmed(LogRef log, long incarnation) {
    return isStored(incarnation)
        ? requireNonNull(requireNonNull(stored).state().logs().get(log)).counters().trimmedThrough()
        : null;
  }

  private void grow(LogRef log, long bytes) {
    logs.computeIfPresent(log, (ref, state) -> state.grown(bytes));
  }

  @Override
  public @Nullable MapRecord map(MapRef map) {
    MapState found = maps.get(map);
    return found == null ? null : found.counters();
  }

  @Override
  public void putMap(MapRef map, MapRecord counters) {
    MapState found = maps.get(map);
    maps.put(map, found == null ? new MapState(counters, 0) : found.with(counters));
  }

  @Override
  public void dropMap(MapRef map, MapRecord counters) {
    maps.remove(map);
    forget(counters.incarnation());
  }

  @Override
  public long rowVersion(MapRef map, MapRecord counters, Bytes key) {
    return rows(counters).version(key);
  }

  @Override
  public void putRow(MapRef map, MapRecord counters, Row row) {
    grow(map, rows(counters).put(row));
  }

  @Override
  public void deleteRow(MapRef map, MapRecord counters, Bytes key) {
    grow(map, rows(counters).delete(key));
  }

  private RowChanges rows(MapRecord counters) {
    long incarnation = counters.incarnation();
    return rows.computeIfAbsent(
        incarnation, added -> new RowChanges(incarnation, contents, isStored(incarnation)));
  }

  private void grow(MapRef map, long bytes) {
    maps.computeIfPresent(map, (ref, state) -> state.grown(bytes));
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    if (lastWriter != null && lastWriter.writer().equals(writer)) {
      return lastWriter.commit();
    }
    return stored == null ? null : contents.writer(writer);
  }

  @Override
  public void putWriter(UUID writer, WriterRecord commit, Instant before) {
    if (lastWriter != null && !lastWriter.writer().equals(writer)) {
      displaced = lastWriter;
      forgetBefore = before;
    }
    lastWriter = new LastWriter(writer, commit);
  }

  @Override
  public boolean hasLogsOrMaps() {
    return !logs.isEmpty() || !maps.isEmpty();
  }

  @Override
  public void deleteContents() {
    deleteHeadValue();
    logs.forEach((ref, log) -> floors.put(ref, log.counters().last()));
    logs.values().forEach(log -> forget(log.counters().incarnation()));
    maps.values().forEach(map -> forget(map.counters().incarnation()));
    logs.clear();
    maps.clear();
  }
}
