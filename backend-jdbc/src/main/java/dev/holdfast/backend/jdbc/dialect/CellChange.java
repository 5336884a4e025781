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
 * @param place where a new cell stands; {@code null} if it is there already
 * @param expectedStamp the stamp that the cell must still have
 * @param values the cell's row afterwards
 * @param removed ranges of entries that go
 * @param entries entries that come
 * @param deletedRows rows of maps that go
 * @param rows rows of maps that come or are replaced
 * @param displaced the writer that is no longer the cell's last; {@code null} if that is the same
 * @param forgetBefore displaced writers whose last commit is older are forgotten
 * @param garbage what is to be reclaimed later
 */
public record CellChange(
    long cell,
    @Nullable Place place,
    long expectedStamp,
    CellValues values,
    List<Removal> removed,
    List<NewEntry> entries,
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
   * @param version the head's version, or its floor
   * @param tag the head's tag
   * @param headAt when the head was written; {@code null} where there is none
   * @param sequence the number of the last commit
   * @param updatedAt when that was
   * @param stamp drawn at random for each commit
   * @param bytes how much the cell holds
   * @param state logs, maps, floors and last writer
   * @param headChanged whether {@code head} is to be written
   * @param head the head's value; {@code null} where there is none
   */
  public record CellValues(
      boolean listed,
      long version,
      long tag,
      @Nullable Long headAt,
      long sequence,
      long updatedAt,
      long stamp,
      long bytes,
      Bytes state,
      boolean headChanged,
      @Nullable Bytes head) {}

  /** The entries of a log with {@code after < position <= upTo}. */
  public record Removal(long incarnation, Bytes after, Bytes upTo) {}

  /** An entry of a log. */
  public record NewEntry(long incarnation, Bytes position, long writtenAt, Bytes content) {}

  /** A row of a map, by its key. */
  public record OldRow(long incarnation, Bytes key) {}

  /** A row of a map. */
  public record NewRow(long incarnation, Bytes key, long version, Bytes content) {}

  /** A writer whose newest commit moves from the cell's row to a row of its own. */
  public record Displaced(Bytes writer, long committedAt, Bytes result) {}

  /** A log or map to empty, or with incarnation 0 the cell itself, once {@code due} has come. */
  public record Garbage(long incarnation, long due) {}

  /** Tells whether entries come where others go, so that the order matters. */
  public boolean rewritesEntries() {
    return !removed.isEmpty() && !entries.isEmpty();
  }
}
