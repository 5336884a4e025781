package dev.holdfast.backend.mapdb.table;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mapdb.SortedTableMap;

/** Writes a new table, row by row in key order; for one thread. */
public final class TableWriter implements AutoCloseable {

  private static final String UNFINISHED = ".tmp";

  private final FileLayer files;
  private final Path directory;
  private final String name;
  private @Nullable StoreFile rowsFile;
  private @Nullable StoreFile valuesFile;
  private SortedTableMap.@Nullable Sink<Bytes, Bytes> sink;
  private long rows;
  private long valuesBytes;

  /** Makes a writer of the table {@code name}; its files appear with the first row. */
  public TableWriter(FileLayer files, Path directory, String name) {
    this.files = files;
    this.directory = directory;
    this.name = name;
  }

  /** Adds a row, whose key lies after all before. */
  public void add(Bytes key, Value value) throws IOException {
    try {
      sink().put(key, encode(value));
      rows++;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private SortedTableMap.Sink<Bytes, Bytes> sink() throws IOException {
    if (sink == null) {
      rowsFile = files.create(unfinished(TableFormat.rowsFile(name)));
      BytesSerializer serializer = new BytesSerializer(name);
      sink =
          SortedTableMap.create(new FileVolume(rowsFile), serializer, serializer)
              .pageSize(TableFormat.PAGE_BYTES)
              .nodeSize(TableFormat.NODE_ROWS)
              .createFromSink();
    }
    return sink;
  }

  private Bytes encode(Value value) throws IOException {
    if (TableFormat.isInline(value)) {
      return TableFormat.inline(value);
    }
    if (valuesFile == null) {
      valuesFile = files.create(unfinished(TableFormat.valuesFile(name)));
    }
    long position = valuesBytes;
    valuesFile.write(value.bytes().asBuffer(), position);
    valuesBytes += value.bytes().length();
    return TableFormat.elsewhere(value, position);
  }

  private Path unfinished(String file) {
    return directory.resolve(file + UNFINISHED);
  }

  /**
   * Makes the table safe and gives its files their names.
   *
   * @return what to note in the manifest, or {@code null} if there was no row
   */
  public @Nullable TableInfo finish() throws IOException {
    StoreFile finishedRows = rowsFile;
    if (sink == null || finishedRows == null) {
      return null;
    }
    try {
      sink.create();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    long rowsBytes = finishedRows.size();
    if (valuesFile != null) {
      valuesFile.force();
      publish(TableFormat.valuesFile(name));
    }
    publish(TableFormat.rowsFile(name));
    files.forceDirectory(directory);
    return new TableInfo(name, rows, rowsBytes, valuesBytes);
  }

  private void publish(String file) throws IOException {
    files.rename(unfinished(file), directory.resolve(file));
  }

  /** Closes the files; those of a table that was not finished are removed at the next start. */
  @Override
  public void close() throws IOException {
    if (rowsFile != null) {
      rowsFile.close();
    }
    if (valuesFile != null) {
      valuesFile.close();
    }
  }
}
