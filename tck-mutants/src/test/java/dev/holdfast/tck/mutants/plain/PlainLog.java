package dev.holdfast.tck.mutants.plain;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.LogRecord;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A log: its record and its entries. Changed by one session, then only read. */
public final class PlainLog {

  public LogRecord record;
  public final NavigableMap<Offset, LogEntry> entries;

  PlainLog(LogRecord record, NavigableMap<Offset, LogEntry> entries) {
    this.record = record;
    this.entries = new TreeMap<>(entries);
  }

  PlainLog copy() {
    return new PlainLog(record, entries);
  }
}
