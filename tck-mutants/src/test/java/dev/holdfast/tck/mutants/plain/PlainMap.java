package dev.holdfast.tck.mutants.plain;

import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.value.Bytes;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A map: its record and its rows. Changed by one session, then only read. */
public final class PlainMap {

  public MapRecord record;
  public final NavigableMap<Bytes, Row> rows;

  PlainMap(MapRecord record, NavigableMap<Bytes, Row> rows) {
    this.record = record;
    this.rows = new TreeMap<>(rows);
  }

  PlainMap copy() {
    return new PlainMap(record, rows);
  }
}
