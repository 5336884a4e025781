package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.MapRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one commit changes of a cell's maps. Used by one thread. */
final class MapChanges {

  private final CellChanges changes;
  private final Map<MapRef, MapRow> maps = new HashMap<>();

  MapChanges(CellChanges changes) {
    this.changes = changes;
  }

  /** Writes the records of the changed maps. */
  void finish() {
    maps.forEach((ref, map) -> changes.put(RowKeys.map(ref), Value.of(map.encode())));
  }

  @Nullable MapRow get(MapRef ref) {
    MapRow changed = maps.get(ref);
    return changed == null ? changes.view.map(ref) : changed;
  }

  void put(MapRef ref, MapRecord map) {
    MapRow known = get(ref);
    if (known == null) {
      changes.addPart();
    }
    maps.put(ref, new MapRow(map, known == null ? 0 : known.bytes()));
  }

  void drop(MapRef ref) {
    MapRow known = get(ref);
    if (known != null) {
      maps.remove(ref);
      changes.delete(RowKeys.map(ref));
      changes.dropPart(known.map().incarnation(), known.bytes());
    }
  }

  void deleteAll() {
    List<MapRef> refs = new ArrayList<>(maps.keySet());
    changes.view.below(RowKeys.MAPS).forEachRemaining(row -> refs.add(RowKeys.mapOf(row.getKey())));
    refs.forEach(this::drop);
  }

  long rowVersion(MapRecord map, Bytes key) {
    Value value = changes.get(RowKeys.row(map.incarnation(), key));
    return value == null ? 0 : value.stamp();
  }

  void putRow(MapRef ref, MapRecord map, Row row) {
    Bytes key = RowKeys.row(map.incarnation(), row.key());
    use(ref, row.key().length() + row.value().length() - usedBy(key, row.key()));
    changes.put(key, new Value(row.version(), row.value()));
  }

  void deleteRow(MapRef ref, MapRecord map, Bytes rowKey) {
    Bytes key = RowKeys.row(map.incarnation(), rowKey);
    use(ref, -usedBy(key, rowKey));
    changes.delete(key);
  }

  private long usedBy(Bytes key, Bytes rowKey) {
    Value value = changes.get(key);
    return value == null ? 0 : rowKey.length() + value.bytes().length();
  }

  private void use(MapRef ref, long bytes) {
    MapRow map = get(ref);
    if (map == null) {
      throw new IllegalStateException("The map " + ref.name() + " is changed before it is made.");
    }
    maps.put(ref, new MapRow(map.map(), map.bytes() + bytes));
    changes.use(bytes);
  }
}
