package dev.holdfast.backend.mapdb.table;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.row.Rows;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mapdb.DBException;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.Volume;

/**
 * A finished sorted table; never changes.
 *
 * <p>Readers may go on with a table whose files are deleted: the files' space is given back once
 * nothing refers to the table any more. Thread-safe.
 */
public final class Table implements Rows {

  private final TableInfo info;
  private final SortedTableMap<Bytes, Bytes> rows;
  private final @Nullable Volume values;

  private Table(TableInfo info, SortedTableMap<Bytes, Bytes> rows, @Nullable Volume values) {
    this.info = info;
    this.rows = rows;
    this.values = values;
  }

  /**
   * Opens a table.
   *
   * @throws CorruptException if its files are not those that {@code info} describes
   */
  public static Table open(FileLayer files, Path directory, TableInfo info) throws IOException {
    Volume rows = volume(files, directory, TableFormat.rowsFile(info.name()), info.rowsBytes());
    Volume values =
        info.valuesBytes() == 0
            ? null
            : volume(files, directory, TableFormat.valuesFile(info.name()), info.valuesBytes());
    BytesSerializer serializer = new BytesSerializer(info.name());
    return checked(
        info.name(),
        () -> new Table(info, SortedTableMap.open(rows, serializer, serializer), values));
  }

  private static Volume volume(FileLayer files, Path directory, String name, long length)
      throws IOException {
    Path file = directory.resolve(name);
    if (!files.names(directory).contains(name)) {
      throw new CorruptException(ErrorCode.CORRUPT, "The table " + file + " is missing.");
    }
    Volume volume = files.openVolume(file);
    if (volume.length() < length) {
      throw new CorruptException(
          ErrorCode.CORRUPT,
          "The table %s has %d bytes, %d were written.".formatted(file, volume.length(), length));
    }
    return volume;
  }

  /** Deletes a table's files; those who read it may go on. */
  public static void delete(FileLayer files, Path directory, String name) throws IOException {
    files.delete(directory.resolve(TableFormat.rowsFile(name)));
    files.delete(directory.resolve(TableFormat.valuesFile(name)));
  }

  /** Tells whether a file of this name belongs to the table {@code table}. */
  public static boolean isFileOf(String table, String fileName) {
    return fileName.equals(TableFormat.rowsFile(table))
        || fileName.equals(TableFormat.valuesFile(table));
  }

  /** Tells whether a file of this name is a table's. */
  public static boolean isTableFile(String fileName) {
    return fileName.matches("(checkpoint|merge)-\\d{12}\\.(rows|values)");
  }

  /** Returns what is known of it. */
  public TableInfo info() {
    return info;
  }

  @Override
  public @Nullable Value get(Bytes key) {
    Bytes found = checked(info.name(), () -> rows.get(key));
    return found == null ? null : decode(found);
  }

  /** Returns the first key at or after {@code key}, or {@code null}. */
  public @Nullable Bytes atOrAfter(Bytes key) {
    return checked(info.name(), () -> rows.findHigherKey(key, true));
  }

  /** Returns the last key before {@code key}, or {@code null}. */
  public @Nullable Bytes before(Bytes key) {
    return checked(info.name(), () -> rows.findLowerKey(key, false));
  }

  @Override
  public Iterator<Map.Entry<Bytes, Value>> range(Bytes from, Bytes to, boolean descending) {
    return descending
        ? new Descent(from, to)
        : decoding(checked(info.name(), () -> rows.entryIterator(from, true, to, false)));
  }

  /**
   * Goes down from row to row. MapDB 3.1's own descending iterator repeats a node where the upper
   * bound falls between two pages.
   */
  private final class Descent implements Iterator<Map.Entry<Bytes, Value>> {

    private final Bytes lowest;
    private Map.@Nullable Entry<Bytes, Bytes> next;

    Descent(Bytes lowest, Bytes end) {
      this.lowest = lowest;
      step(end);
    }

    private void step(Bytes from) {
      Map.Entry<Bytes, Bytes> row = checked(info.name(), () -> rows.findLower(from, false));
      next = row == null || row.getKey().compareTo(lowest) < 0 ? null : row;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Map.Entry<Bytes, Value> next() {
      Map.Entry<Bytes, Bytes> row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      step(row.getKey());
      return Map.entry(row.getKey(), decode(row.getValue()));
    }
  }

  /** Returns all rows in key order. */
  public Iterator<Map.Entry<Bytes, Value>> all() {
    return decoding(checked(info.name(), rows::entryIterator));
  }

  private Iterator<Map.Entry<Bytes, Value>> decoding(Iterator<Map.Entry<Bytes, Bytes>> encoded) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return checked(info.name(), encoded::hasNext);
      }

      @Override
      public Map.Entry<Bytes, Value> next() {
        Map.Entry<Bytes, Bytes> row = checked(info.name(), encoded::next);
        return Map.entry(row.getKey(), decode(row.getValue()));
      }
    };
  }

  private Value decode(Bytes encoded) {
    return checked(info.name(), () -> TableFormat.decode(info.name(), encoded, this::longValue));
  }

  private Bytes longValue(long position, int length) {
    Volume volume = values;
    if (volume == null) {
      throw damaged(info.name(), null);
    }
    try {
      byte[] bytes = new byte[length];
      volume.getDataInputOverlap(position, length).readFully(bytes);
      return Bytes.wrap(bytes);
    } catch (IOException e) {
      throw damaged(info.name(), e);
    }
  }

  /**
   * What MapDB throws on bytes that make no sense to it becomes the error for damaged data; so does
   * what the virtual machine throws where a mapped file cannot be read.
   */
  private static <T> T checked(String table, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DBException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(table, e);
    } catch (NegativeArraySizeException | ArithmeticException e) {
      throw damaged(table, e);
    } catch (InternalError e) {
      throw new CorruptException(
          ErrorCode.CORRUPT,
          "The table %s could not be read from the disk: it was cut short, or the disk fails (%s)."
              .formatted(table, e.getMessage()),
          e);
    }
  }

  private static CorruptException damaged(String table, @Nullable Exception cause) {
    return new CorruptException(
        ErrorCode.CORRUPT, "The table " + table + " is damaged and cannot be read.", cause);
  }
}
