package dev.holdfast.tck.mutants.plain;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.Head;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One state of a cell: changed by one session, then published and only read. */
public final class PlainCell {

  public CellRecord record = CellRecord.UNKNOWN;
  public @Nullable Bytes headValue;
  public final Map<LogRef, PlainLog> logs = new LinkedHashMap<>();
  public final Map<MapRef, PlainMap> maps = new LinkedHashMap<>();
  public final Map<LogRef, Offset> floors = new LinkedHashMap<>();
  public final Map<UUID, WriterRecord> writers = new LinkedHashMap<>();

  /** Returns a state that may be changed without changing this one. */
  public PlainCell copy() {
    PlainCell copy = new PlainCell();
    copy.record = record;
    copy.headValue = headValue;
    logs.forEach((ref, log) -> copy.logs.put(ref, log.copy()));
    maps.forEach((ref, map) -> copy.maps.put(ref, map.copy()));
    copy.floors.putAll(floors);
    copy.writers.putAll(writers);
    return copy;
  }

  /** Returns the head, or {@code null} if there is none. */
  public @Nullable Head head() {
    Revision revision = record.head();
    return revision == null
        ? null
        : new Head(revision, requireNonNull(headValue), requireNonNull(record.headAt()));
  }

  /** Tells whether there is anything to list. */
  public boolean isLive() {
    return record.hasHead() || !logs.isEmpty() || !maps.isEmpty();
  }

  /** Returns how many bytes values, keys and entries have. */
  public long bytes() {
    long head = headValue == null ? 0 : headValue.length();
    long entries =
        logs.values().stream()
            .flatMap(log -> log.entries.values().stream())
            .mapToLong(entry -> entry.value().length())
            .sum();
    long rows =
        maps.values().stream()
            .flatMap(map -> map.rows.values().stream())
            .mapToLong(row -> row.key().length() + row.value().length())
            .sum();
    return head + entries + rows;
  }
}
