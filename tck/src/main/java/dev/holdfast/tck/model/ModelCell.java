package dev.holdfast.tck.model;

import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of one cell in the model; copied before each commit, so that a refusal costs none. */
final class ModelCell {

  /** A log: its incarnation, its entries, where it ends and where it is trimmed to. */
  static final class Log {
    final long incarnation;
    final NavigableMap<Offset, LogEntry> entries = new TreeMap<>();
    Offset last;
    Offset trimmedThrough;

    Log(long incarnation, Offset last, Offset trimmedThrough) {
      this.incarnation = incarnation;
      this.last = last;
      this.trimmedThrough = trimmedThrough;
    }

    Log copy() {
      Log copy = new Log(incarnation, last, trimmedThrough);
      copy.entries.putAll(entries);
      return copy;
    }
  }

  /** A map: its incarnation and its rows. */
  record Rows(long incarnation, NavigableMap<Bytes, Row> rows) {
    Rows copy() {
      return new Rows(incarnation, new TreeMap<>(rows));
    }
  }

  /** What is remembered of a writer; the result is {@code null} where that is left to backends. */
  record Remembered(long sequence, @Nullable CommitResult result) {}

  long version;
  @Nullable Head head;
  long sequence;
  @Nullable Instant updatedAt;
  long incarnations;
  final Map<LogRef, Log> logs = new HashMap<>();
  final Map<LogRef, Offset> floors = new HashMap<>();
  final Map<MapRef, Rows> maps = new HashMap<>();
  final Map<UUID, Remembered> writers = new HashMap<>();

  ModelCell copy() {
    ModelCell copy = new ModelCell();
    copy.version = version;
    copy.head = head;
    copy.sequence = sequence;
    copy.updatedAt = updatedAt;
    copy.incarnations = incarnations;
    logs.forEach((name, log) -> copy.logs.put(name, log.copy()));
    copy.floors.putAll(floors);
    maps.forEach((name, rows) -> copy.maps.put(name, rows.copy()));
    copy.writers.putAll(writers);
    return copy;
  }

  boolean isListed() {
    return head != null || !logs.isEmpty() || !maps.isEmpty();
  }

  Offset last(LogRef name) {
    Log log = logs.get(name);
    return log == null ? floors.getOrDefault(name, Offset.ORIGIN) : log.last;
  }

  @Nullable Row row(MapRef map, Bytes key) {
    Rows rows = maps.get(map);
    return rows == null ? null : rows.rows().get(key);
  }

  @Nullable Revision revision() {
    return head == null ? null : head.revision();
  }

  /** Takes over the revision of the head that the backend made up its tag for. */
  void adopt(Revision revision) {
    if (head != null) {
      head = new Head(revision, head.value(), head.at());
    }
  }
}
