package dev.holdfast.core.context;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cell with a head and logs; each commit works on a copy. */
final class ModelCell implements CellSession {

  static final ModelCell UNKNOWN = new ModelCell();

  private CellRecord cell = CellRecord.UNKNOWN;
  private Bytes headValue = Bytes.EMPTY;
  private final Map<LogRef, LogRecord> logs = new HashMap<>();
  private final Map<LogRef, TreeMap<Offset, LogEntry>> entries = new HashMap<>();
  private final Map<LogRef, Offset> floors = new HashMap<>();
  private final Map<UUID, WriterRecord> writers = new HashMap<>();

  ModelCell copy() {
    ModelCell copy = new ModelCell();
    copy.cell = cell;
    copy.headValue = headValue;
    copy.logs.putAll(logs);
    entries.forEach((log, found) -> copy.entries.put(log, new TreeMap<>(found)));
    copy.floors.putAll(floors);
    copy.writers.putAll(writers);
    return copy;
  }

  CellSummary summary(CellRef ref) {
    return new CellSummary(ref, cell.head(), cell.headAt(), cell.updatedAt());
  }

  CellAnswer answer(List<Part<?>> parts) {
    List<PartAnswer> answers = parts.stream().map(this::answer).toList();
    return new CellAnswer(cell.version(), cell.sequence(), cell.updatedAt(), answers);
  }

  private PartAnswer answer(Part<?> part) {
    if (part instanceof Part.HeadPart head) {
      Revision revision = cell.head();
      if (revision == null) {
        return HeadAnswer.ABSENT;
      }
      return revision.equals(head.unless())
          ? new HeadAnswer.Unchanged(revision)
          : new HeadAnswer.Present(new Head(revision, headValue, cell.headAt()));
    }
    if (part instanceof Part.LogStatsPart stats) {
      LogRecord log = logs.get(stats.log());
      return log == null
          ? LogStats.ABSENT
          : new LogStats(
              true, log.incarnation(), log.count(), null, log.last(), log.trimmedThrough());
    }
    return log((Part.LogPart) part);
  }

  private LogAnswer log(Part.LogPart part) {
    LogRecord log = logs.get(part.log());
    if (log == null || (part.incarnation() != 0 && part.incarnation() != log.incarnation())) {
      return LogAnswer.ABSENT;
    }
    TreeMap<Offset, LogEntry> all = entries(part.log());
    Collection<LogEntry> range =
        part.upTo().isAfter(part.after())
            ? all.subMap(part.after(), false, part.upTo(), true).values()
            : List.of();
    List<LogEntry> found = new ArrayList<>(range);
    if (part.direction() == Direction.DESCENDING) {
      Collections.reverse(found);
    }
    int size = 0;
    long bytes = 0;
    while (size < Math.min(found.size(), part.maxEntries())
        && (size == 0 || bytes + found.get(size).value().length() <= part.maxBytes())) {
      bytes += found.get(size++).value().length();
    }
    return new LogAnswer(
        true,
        log.incarnation(),
        log.last(),
        log.trimmedThrough(),
        found.subList(0, size),
        size < found.size());
  }

  private TreeMap<Offset, LogEntry> entries(LogRef log) {
    return entries.computeIfAbsent(log, made -> new TreeMap<>());
  }

  @Override
  public CellRecord cell() {
    return cell;
  }

  @Override
  public void putCell(CellRecord cell) {
    this.cell = cell;
  }

  @Override
  public Bytes headValue() {
    return headValue;
  }

  @Override
  public void putHeadValue(Bytes value) {
    headValue = value;
  }

  @Override
  public void deleteHeadValue() {
    headValue = Bytes.EMPTY;
  }

  @Override
  public @Nullable LogRecord log(LogRef log) {
    return logs.get(log);
  }

  @Override
  public void putLog(LogRef log, LogRecord logRecord) {
    logs.put(log, logRecord);
  }

  @Override
  public void dropLog(LogRef log, LogRecord logRecord) {
    logs.remove(log);
    entries.remove(log);
    floors.remove(log);
  }

  @Override
  public @Nullable Offset logFloor(LogRef log) {
    return floors.get(log);
  }

  @Override
  public @Nullable Bytes entry(LogRef log, LogRecord logRecord, Offset offset) {
    LogEntry found = entries(log).get(offset);
    return found == null ? null : found.value();
  }

  @Override
  public void append(LogRef log, LogRecord logRecord, LogEntry entry) {
    entries(log).put(entry.offset(), entry);
  }

  @Override
  public List<EntryMark> oldest(LogRef log, LogRecord logRecord, int max) {
    return marks(entries(log).values(), max);
  }

  @Override
  public List<EntryMark> newest(LogRef log, LogRecord logRecord, Offset after, int max) {
    return marks(entries(log).tailMap(after, false).descendingMap().values(), max);
  }

  private static List<EntryMark> marks(Collection<LogEntry> entries, int max) {
    return entries.stream()
        .limit(max)
        .map(entry -> new EntryMark(entry.offset(), entry.at()))
        .toList();
  }

  @Override
  public void removeThrough(LogRef log, LogRecord logRecord, Offset through) {
    entries(log).headMap(through, true).clear();
  }

  @Override
  public void removeAfter(LogRef log, LogRecord logRecord, Offset after) {
    entries(log).tailMap(after, false).clear();
  }

  @Override
  public boolean hasLogsOrMaps() {
    return !logs.isEmpty();
  }

  @Override
  public void deleteContents() {
    headValue = Bytes.EMPTY;
    logs.forEach((log, logRecord) -> floors.put(log, logRecord.last()));
    logs.clear();
    entries.clear();
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    return writers.get(writer);
  }

  @Override
  public void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    writers.put(writer, writerRecord);
  }

  @Override
  public @Nullable MapRecord map(MapRef map) {
    throw noMaps();
  }

  @Override
  public void putMap(MapRef map, MapRecord mapRecord) {
    throw noMaps();
  }

  @Override
  public void dropMap(MapRef map, MapRecord mapRecord) {
    throw noMaps();
  }

  @Override
  public long rowVersion(MapRef map, MapRecord mapRecord, Bytes key) {
    throw noMaps();
  }

  @Override
  public void putRow(MapRef map, MapRecord mapRecord, Row row) {
    throw noMaps();
  }

  @Override
  public void deleteRow(MapRef map, MapRecord mapRecord, Bytes key) {
    throw noMaps();
  }

  private static AssertionError noMaps() {
    return new AssertionError("Contexts have no maps.");
  }
}
