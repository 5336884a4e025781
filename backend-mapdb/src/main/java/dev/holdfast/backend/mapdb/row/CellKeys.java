package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.value.Bytes;

/**
 * The first part of every row's key, which says what the row belongs to.
 *
 * <p>Keys begin with a region: the usage of collections, or cells. Names and ids follow, each ended
 * by two zero bytes; a zero byte inside is followed by 0xFF. So byte order is that of namespace,
 * collection and id, and no prefix is the beginning of another.
 */
public final class CellKeys {

  private static final int USAGE = 0;
  private static final int CELLS = 1;
  private static final int ESCAPED = 0xFF;

  private CellKeys() {}

  /** Returns the key of a collection's usage. */
  public static Bytes usage(CollectionRef collection) {
    return collection(USAGE, collection).toBytes();
  }

  /** Returns the lowest and the first too high key of all usages. */
  public static Bytes[] usages() {
    return new Bytes[] {
      new ByteOutput(1).octet(USAGE).toBytes(), new ByteOutput(1).octet(CELLS).toBytes()
    };
  }

  /** Returns the beginning of the keys of all cells of a collection. */
  public static Bytes cells(CollectionRef collection) {
    return collection(CELLS, collection).toBytes();
  }

  /** Returns the beginning of the keys of all cells whose ids begin with {@code idPrefix}. */
  public static Bytes cells(CollectionRef collection, Bytes idPrefix) {
    return escape(collection(CELLS, collection), idPrefix).toBytes();
  }

  /** Returns the beginning of a cell's keys. */
  public static Bytes cell(CellRef cell) {
    ByteOutput out = collection(CELLS, cell.collection());
    return end(escape(out, cell.idBytes())).toBytes();
  }

  /** Tells whether a key belongs to a cell. */
  public static boolean isOfCell(Bytes key) {
    return key.at(0) == CELLS;
  }

  /** Returns how long the part of a cell's key is that is common to all its rows. */
  public static int prefixLength(Bytes key) {
    int ends = 0;
    for (int i = 1; i < key.length() - 1; i++) {
      if (key.at(i) == 0) {
        i++;
        if (key.at(i) == 0 && ++ends == 3) {
          return i + 1;
        }
      }
    }
    throw new IllegalArgumentException("Not the key of a cell: " + key);
  }

  /**
   * Returns the id of the cell with this prefix in a collection whose cells begin with {@code
   * cells}.
   */
  public static String id(Bytes prefix, Bytes cells) {
    ByteOutput out = new ByteOutput(prefix.length());
    for (int i = cells.length(); i < prefix.length() - 2; i++) {
      out.octet(prefix.at(i));
      if (prefix.at(i) == 0) {
        i++;
      }
    }
    return out.toBytes().toUtf8();
  }

  /** Returns the key of the usage of the collection that a cell's prefix names. */
  public static Bytes usageOf(Bytes prefix) {
    int ends = 0;
    int end = 1;
    while (ends < 2) {
      if (prefix.at(end) != 0) {
        end++;
      } else {
        ends += prefix.at(end + 1) == 0 ? 1 : 0;
        end += 2;
      }
    }
    return new ByteOutput(end).octet(USAGE).raw(prefix.slice(1, end)).toBytes();
  }

  private static ByteOutput collection(int region, CollectionRef collection) {
    ByteOutput out = new ByteOutput(64).octet(region);
    end(escape(out, Bytes.utf8(collection.namespace())));
    return end(escape(out, Bytes.utf8(collection.name())));
  }

  private static ByteOutput escape(ByteOutput out, Bytes name) {
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      if (name.at(i) == 0) {
        out.raw(name.slice(start, i + 1)).octet(ESCAPED);
        start = i + 1;
      }
    }
    return out.raw(name.slice(start, name.length()));
  }

  private static ByteOutput end(ByteOutput out) {
    return out.octet(0).octet(0);
  }
}
