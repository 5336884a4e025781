package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one commit changes in the tables.
 *
 * <p>The parts touch different rows and may be written in any order, but for this: {@code removed}
 * goes before {@code entries}.
 *
 * @param cell the cell's number
 * @param place where the cell stands
 * @param expectedStamp the stamp that the cell must still have; {@code null} for a new one, which
 *     must not be there
 * @param values the cell's row afterwards
 * @param removed ranges of rows of entries that go
 * @param entries rows of entries that come
 * @param deletedRows rows of maps that go
 * @param rows rows of maps that come or are replaced
 * @param displaced the writer that is no longer the cell's last; {@code null} if that is the same
 * @param forgetBefore displaced writers whose last commit is older are forgotten
 * @param garbage what is to be reclaimed later
 */
public record CellChange(
    long cell,
    Place place,
    @Nullable Long expectedStamp,
    CellValues values,
    List<Removal> removed,
    List<NewRun> entries,
    List<OldRow> deletedRows,
    List<NewRow> rows,
    @Nullable Displaced displaced,
    long forgetBefore,
    List<Garbage> garbage) {

  /** Where a cell stands: its collection's number, and its id. */
  public record Place(long collection, Bytes id) {}

  /**
   * The columns of a cell's row.
   *
   * @param listed whether it has a head, a log or a map
   * @param updatedAt when the last commit was
   * @param stamp drawn at random for each commit
   * @param bytes how much the cell holds
   * @param counters all numbers of the cell, and its id
   * @param state logs, maps, floors and last writer
   * @param headChanged whether {@code head} is to be written
   * @param head the head's value; {@code null} where there is none
   */
  public record CellValues(
      boolean listed,
      long updatedAt,
      long stamp,
      long bytes,
      Bytes counters,
      Bytes state,
      boolean headChanged,
      @Nullable Bytes head) {}

  /** The rows of a log's entries with {@code after < position <= upTo}. */
  public record Removal(long incarnation, Bytes after, Bytes upTo) {}

  /**
   * Entries of a log in one row.
   *
   * @param position that of the last of them
   * @param marks where each of them is, and how long
   * @param content their values
   */
  public record NewRun(long incarnation, Bytes position, Bytes marks, Bytes content) {}

  /** A row of a map, by its key. */
  public record OldRow(long incarnation, Bytes key) {}

  /** A row of a map. */
  public record NewRow(long incarnation, Bytes key, long version, Bytes content) {}

  /** A writer whose newest commit moves from the cell's row to a row of its own. */
  public record Displaced(Bytes writer, long committedAt, Bytes result) {}

  /** A log or map to empty, or with incarnation 0 the cell itself, once {@code due} has come. */
  public record Garbage(long incarnation, long due) {}

  /** Tells whether the cell is not there yet. */
  public boolean isNew() {
    return expectedStamp == null;
  }

  /** Tells whether entries come where others go, so that the order matters. */
  public boolean rewritesEntries() {
    return !removed.isEmpty() && !entries.isEmpty();
  }
}
