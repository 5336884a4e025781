package dev.holdfast.spi.support;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One cell in the hands of one commit: what {@link CommitEvaluator} reads and changes.
 *
 * <p>The backend gives out a session while no other commit of the cell can run, and afterwards
 * either makes all its changes visible at once or, if the evaluator threw, forgets them. Reads see
 * the session's own changes. A session is used by one thread. Records passed in are those that the
 * session returned or was given last.
 */
public interface CellSession {

  /** Returns the cell's record; {@link CellRecord#UNKNOWN} if the cell was never written. */
  CellRecord cell();

  /** Replaces the cell's record. */
  void putCell(CellRecord cell);

  /** Returns the head's value; called only while the record says that there is a head. */
  Bytes headValue();

  /** Replaces the head's value. */
  void putHeadValue(Bytes value);

  /** Removes the head's value. */
  void deleteHeadValue();

  /** Returns a log's record, or {@code null} if there is no such log. */
  @Nullable LogRecord log(LogRef log);

  /** Makes a log, or replaces its record. */
  void putLog(LogRef log, LogRecord logRecord);

  /**
   * Drops a log with its entries, which may be reclaimed later, and forgets where a deleted one of
   * its name ended.
   */
  void dropLog(LogRef log, LogRecord logRecord);

  /**
   * Returns where a log of this name ended when the cell was deleted, or {@code null} if none did.
   */
  @Nullable Offset logFloor(LogRef log);

  /** Returns the value of the entry at {@code offset}, or {@code null} if none stands there. */
  @Nullable Bytes entry(LogRef log, LogRecord logRecord, Offset offset);

  /** Adds an entry past the end of a log. */
  void append(LogRef log, LogRecord logRecord, LogEntry entry);

  /** Returns a log's oldest entries, oldest first, at most {@code max}. */
  List<EntryMark> oldest(LogRef log, LogRecord logRecord, int max);

  /** Returns a log's newest entries after {@code after}, newest first, at most {@code max}. */
  List<EntryMark> newest(LogRef log, LogRecord logRecord, Offset after, int max);

  /** Removes the entries at and before {@code through}. */
  void removeThrough(LogRef log, LogRecord logRecord, Offset through);

  /** Removes the entries after {@code after}. */
  void removeAfter(LogRef log, LogRecord logRecord, Offset after);

  /** Returns a map's record, or {@code null} if there is no such map. */
  @Nullable MapRecord map(MapRef map);

  /** Makes a map, or replaces its record. */
  void putMap(MapRef map, MapRecord mapRecord);

  /** Drops a map with its rows, which may be reclaimed later. */
  void dropMap(MapRef map, MapRecord mapRecord);

  /** Returns the version of the row with this key, or 0 if there is none. */
  long rowVersion(MapRef map, MapRecord mapRecord, Bytes key);

  /** Writes a row. */
  void putRow(MapRef map, MapRecord mapRecord, Row row);

  /** Removes a row that is there. */
  void deleteRow(MapRef map, MapRecord mapRecord, Bytes key);

  /** Returns what is remembered of a writer, or {@code null}. */
  @Nullable WriterRecord writer(UUID writer);

  /**
   * Remembers a writer's newest commit, and may forget every writer whose newest is before {@code
   * forgetBefore}.
   */
  void putWriter(UUID writer, WriterRecord writerRecord, Instant forgetBefore);

  /** Tells whether the cell has any log or map. */
  boolean hasLogsOrMaps();

  /**
   * Drops the head's value, all logs and all maps; remembers for each log, those of an earlier
   * deletion too, where it ended.
   */
  void deleteContents();
}
