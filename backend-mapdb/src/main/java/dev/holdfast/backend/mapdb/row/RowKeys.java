package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.util.UUID;

/**
 * The second part of a row's key: which row of its cell it is.
 *
 * <p>The contents of a log or map stand under the number of its incarnation. The key that is this
 * number alone is there once it was dropped, and comes before all its contents: a merge that meets
 * it leaves them out.
 */
public final class RowKeys {

  /** The cell's record, the first row of a cell. */
  public static final Bytes CELL = new ByteOutput(1).octet(0).toBytes();

  /** The head's value. */
  public static final Bytes HEAD = new ByteOutput(1).octet(1).toBytes();

  /** The beginning of the keys of what is remembered of writers. */
  public static final Bytes WRITERS = new ByteOutput(1).octet(2).toBytes();

  /** The beginning of the keys of where deleted logs ended. */
  public static final Bytes FLOORS = new ByteOutput(1).octet(3).toBytes();

  /** The beginning of the keys of the records of logs. */
  public static final Bytes LOGS = new ByteOutput(1).octet(4).toBytes();

  /** The beginning of the keys of the records of maps. */
  public static final Bytes MAPS = new ByteOutput(1).octet(5).toBytes();

  private static final int CONTENTS = 6;
  private static final int CONTENTS_KEY_LENGTH = 1 + Long.BYTES;

  /** The key after all rows of a cell. */
  public static final Bytes END = new ByteOutput(1).octet(CONTENTS + 1).toBytes();

  private RowKeys() {}

  /** Returns the key of what is remembered of a writer. */
  public static Bytes writer(UUID writer) {
    return new ByteOutput(17)
        .raw(WRITERS)
        .fixed(writer.getMostSignificantBits())
        .fixed(writer.getLeastSignificantBits())
        .toBytes();
  }

  /** Returns the key of where a deleted log ended. */
  public static Bytes floor(LogRef log) {
    return new ByteOutput(16).raw(FLOORS).text(log.name()).toBytes();
  }

  /** Returns the key of a log's record. */
  public static Bytes log(LogRef log) {
    return new ByteOutput(16).raw(LOGS).text(log.name()).toBytes();
  }

  /** Returns the log whose record or floor has this key. */
  public static LogRef logOf(Bytes key) {
    return new LogRef(key.slice(1, key.length()).toUtf8());
  }

  /** Returns the key of a map's record. */
  public static Bytes map(MapRef map) {
    return new ByteOutput(16).raw(MAPS).octet(map.sorted() ? 1 : 0).text(map.name()).toBytes();
  }

  /** Returns the map whose record has this key. */
  public static MapRef mapOf(Bytes key) {
    return new MapRef(key.slice(2, key.length()).toUtf8(), key.at(1) == 1);
  }

  /**
   * Returns the beginning of the keys of a log's or map's contents; alone, the mark of its drop.
   */
  public static Bytes contents(long incarnation) {
    return contents(incarnation, 0).toBytes();
  }

  /** Tells whether a key, without its cell, is the mark that a log or map was dropped. */
  public static boolean isDrop(Bytes key) {
    return key.length() == CONTENTS_KEY_LENGTH && key.at(0) == CONTENTS;
  }

  /** Returns the key of a log's entry. */
  public static Bytes entry(long incarnation, Offset offset) {
    return contents(incarnation, 2 * Long.BYTES)
        .fixed(offset.major())
        .fixed(offset.minor())
        .toBytes();
  }

  /** Returns the offset of the entry with this key. */
  public static Offset offsetOf(Bytes key) {
    var numbers = key.asBuffer();
    return new Offset(
        numbers.getLong(CONTENTS_KEY_LENGTH), numbers.getLong(CONTENTS_KEY_LENGTH + Long.BYTES));
  }

  /** Returns the key of a map's row. */
  public static Bytes row(long incarnation, Bytes key) {
    return contents(incarnation, key.length()).raw(key).toBytes();
  }

  /** Returns the map row's own key. */
  public static Bytes rowKeyOf(Bytes key) {
    return key.slice(CONTENTS_KEY_LENGTH, key.length());
  }

  private static ByteOutput contents(long incarnation, int more) {
    return new ByteOutput(CONTENTS_KEY_LENGTH + more).octet(CONTENTS).fixed(incarnation);
  }
}
