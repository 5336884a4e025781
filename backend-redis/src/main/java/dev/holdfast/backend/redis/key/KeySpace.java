package dev.holdfast.backend.redis.key;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.value.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Names every key that the backend uses.
 *
 * <p>All keys of a cell have one hash tag, so that they lie in one slot of a cluster; so have the
 * keys of a collection's index. The scripts name keys of logs and maps in the same way.
 *
 * @param prefix what every key begins with; it holds no brace
 */
public record KeySpace(String prefix) {

  /**
   * Returns the hash of a cell: its record, its head's value, records of logs and maps, writers.
   */
  public Bytes cell(CellRef cell) {
    CollectionRef collection = cell.collection();
    return tagged(HashTag.of(collection.namespace(), collection.name(), cell.id()), "");
  }

  /** Returns the stream that holds the entries of a log of the cell with this key. */
  public static Bytes entries(Bytes cell, LogRef log) {
    return cell.concat(Bytes.utf8(":l:" + log.name()));
  }

  /** Returns the hash that holds the rows of a map of the cell with this key. */
  public static Bytes rows(Bytes cell, MapRef map) {
    return cell.concat(Bytes.utf8(":r:" + name(map)));
  }

  /** Returns the sorted set that holds the keys of the rows of a map, in their order. */
  public static Bytes order(Bytes cell, MapRef map) {
    return cell.concat(Bytes.utf8(":o:" + name(map)));
  }

  /** Returns the name that a map has in its cell: sorted and unsorted ones differ. */
  public static String name(MapRef map) {
    return (map.sorted() ? "s" : "u") + map.name();
  }

  /** Returns the sorted set of the ids of a collection. */
  public Bytes index(CollectionRef collection) {
    return collection(collection, ":ids");
  }

  /** Returns the hash that tells when ids of a collection entered its index. */
  public Bytes stamps(CollectionRef collection) {
    return collection(collection, ":stamps");
  }

  /** Returns the channel that tells of changes in a collection. */
  public Bytes channel(CollectionRef collection) {
    return collection(collection, ":changes");
  }

  private Bytes collection(CollectionRef collection, String suffix) {
    return tagged(HashTag.of(collection.namespace(), collection.name()), suffix);
  }

  private Bytes tagged(byte[] tag, String suffix) {
    byte[] before = (prefix + ":").getBytes(StandardCharsets.UTF_8);
    byte[] after = suffix.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[before.length + tag.length + after.length];
    System.arraycopy(before, 0, key, 0, before.length);
    System.arraycopy(tag, 0, key, before.length, tag.length);
    System.arraycopy(after, 0, key, before.length + tag.length, after.length);
    return Bytes.wrap(key);
  }
}
