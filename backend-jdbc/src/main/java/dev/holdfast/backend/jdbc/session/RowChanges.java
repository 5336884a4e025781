package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.dialect.CellChange.NewRow;
import dev.holdfast.backend.jdbc.dialect.CellChange.OldRow;
import dev.holdfast.backend.jdbc.session.CellContents.StoredRow;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a commit changes in the rows of one map. */
final class RowChanges {

  private final long incarnation;
  private final CellContents contents;
  private final boolean isStored;
  private final Map<Bytes, Change> changed = new LinkedHashMap<>();

  /** What becomes of a row that was, or was not, stored; {@code row} is null where it goes. */
  private record Change(boolean wasStored, @Nullable Row row) {}

  /** Begins with a map as it is stored, or with none if it was made in this commit. */
  RowChanges(long incarnation, CellContents contents, boolean isStored) {
    this.incarnation = incarnation;
    this.contents = contents;
    this.isStored = isStored;
  }

  long version(Bytes key) {
    Change change = changed.get(key);
    if (change != null) {
      return change.row() == null ? 0 : change.row().version();
    }
    StoredRow row = stored(key);
    return row == null ? 0 : row.version();
  }

  /** Writes a row; returns by how many bytes the map grows. */
  long put(Row row) {
    long before = bytes(row.key());
    changed.put(row.key(), new Change(wasStored(row.key()), row));
    return bytes(row) - before;
  }

  /** Removes a row that is there; returns by how many bytes the map grows, a negative number. */
  long delete(Bytes key) {
    long before = bytes(key);
    changed.put(key, new Change(wasStored(key), null));
    return -before;
  }

  private boolean wasStored(Bytes key) {
    Change change = changed.get(key);
    return change == null ? stored(key) != null : change.wasStored();
  }

  private long bytes(Bytes key) {
    Change change = changed.get(key);
    if (change != null) {
      return change.row() == null ? 0 : bytes(change.row());
    }
    StoredRow row = stored(key);
    return row == null ? 0 : row.bytes();
  }

  private static long bytes(Row row) {
    return (long) row.key().length() + row.value().length();
  }

  private @Nullable StoredRow stored(Bytes key) {
    return isStored ? contents.row(incarnation, key) : null;
  }

  void collect(List<OldRow> deleted, List<NewRow> rows) {
    changed.forEach(
        (key, change) -> {
          Row row = change.row();
          if (row != null) {
            rows.add(new NewRow(incarnation, key, row.version(), row.value()));
          } else if (change.wasStored()) {
            deleted.add(new OldRow(incarnation, key));
          }
        });
  }
}
