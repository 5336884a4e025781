package dev.holdfast.backend.mapdb.table;

/**
 * What the manifest says of a table.
 *
 * @param name the name of its files, without ending
 * @param rows how many rows it has, marks of deletion among them
 * @param rowsBytes the length of the file with the rows
 * @param valuesBytes the length of the file with long values; 0 if there is none
 */
public record TableInfo(String name, long rows, long rowsBytes, long valuesBytes) {

  /** Returns how much space it takes. */
  public long bytes() {
    return rowsBytes + valuesBytes;
  }
}
