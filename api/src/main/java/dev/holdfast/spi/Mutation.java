package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.time.Instant;

/** One change of a commit; a commit's changes are applied in order, all or none. */
public sealed interface Mutation {

  /**
   * Writes the head.
   *
   * <p>The version must lie above the current one, and above that of any head deleted before. The
   * same version with the same bytes changes nothing; any other is a conflict.
   *
   * @param version the new version, at least 1
   * @param value the new value
   */
  record PutHead(long version, Bytes value) implements Mutation {
    /** Checks the version. */
    public PutHead {
      Requests.positive("Version", version);
    }
  }

  /** Removes the head, if there is one; logs and maps stay, and so does the version's floor. */
  record DeleteHead() implements Mutation {}

  /**
   * Appends an entry at an offset of the writer's choice.
   *
   * <p>The offset must lie above the log's last. An entry that stands there already with the same
   * bytes changes nothing; any other is a conflict.
   *
   * @param log the log, made if it is not there
   * @param offset the entry's offset
   * @param value the entry's value
   */
  record Append(LogRef log, Offset offset, Bytes value) implements Mutation {
    /** Checks the offset. */
    public Append {
      Requests.holdsEntry(offset);
    }
  }

  /**
   * Appends an entry at (major of the last offset + 1, 0).
   *
   * @param log the log, made if it is not there
   * @param value the entry's value
   */
  record AppendNext(LogRef log, Bytes value) implements Mutation {}

  /**
   * Removes the oldest entries, up to an offset.
   *
   * <p>At most {@link Limits#maxTrimEntries()} entries go in one commit; {@link
   * CommitResult#trimComplete()} tells whether that was all. The log's last offset stays.
   *
   * @param log the log; if it is not there nothing changes
   * @param through the offset of the last entry to remove
   */
  record TrimThrough(LogRef log, Offset through) implements Mutation {}

  /**
   * Removes the oldest entries, so that the newest {@code keep} stay; bounded like {@link
   * TrimThrough}.
   *
   * @param log the log; if it is not there nothing changes
   * @param keep how many entries stay, 0 or more
   */
  record TrimToLatest(LogRef log, long keep) implements Mutation {
    /** Checks the number. */
    public TrimToLatest {
      Requests.notNegative("Number of entries to keep", keep);
    }
  }

  /**
   * Removes the entries written before an instant; bounded like {@link TrimThrough}.
   *
   * @param log the log; if it is not there nothing changes
   * @param instant entries strictly older than this go
   */
  record TrimOlderThan(LogRef log, Instant instant) implements Mutation {}

  /**
   * Removes the newest entries, so that the log ends at an offset again.
   *
   * <p>For entries that no reader was shown yet: it is the one change after which an offset may be
   * written twice. The last offset becomes {@code after}, or where the log is trimmed to, if that
   * is later; a log that ends at or before {@code after} does not change. At most {@link
   * Limits#maxTrimEntries()} entries go in one commit, newest first; until all are gone the log
   * ends at the newest that is left, and {@link CommitResult#trimComplete()} is false.
   *
   * @param log the log; if it is not there nothing changes
   * @param after the offset after which all entries go
   */
  record TruncateAfter(LogRef log, Offset after) implements Mutation {}

  /**
   * Drops a log whole, at once; its space is reclaimed later. A log of that name made afterwards is
   * another incarnation, and starts at the origin.
   *
   * @param log the log; if it is not there nothing changes
   */
  record DropLog(LogRef log) implements Mutation {}

  /**
   * Writes a row, whether or not it was there.
   *
   * @param map the map, made if it is not there
   * @param key the row's key, 1 to {@value MapRef#MAX_KEY_BYTES} bytes
   * @param value the row's value
   */
  record PutRow(MapRef map, Bytes key, Bytes value) implements Mutation {
    /** Checks the key. */
    public PutRow {
      Names.key(key);
    }
  }

  /**
   * Removes a row, if it is there; the map stays, even if it was the last row.
   *
   * @param map the map
   * @param key the row's key
   */
  record DeleteRow(MapRef map, Bytes key) implements Mutation {
    /** Checks the key. */
    public DeleteRow {
      Names.key(key);
    }
  }

  /**
   * Drops a map whole, at once; its space is reclaimed later. A map of that name made afterwards is
   * another incarnation.
   *
   * @param map the map; if it is not there nothing changes
   */
  record DropMap(MapRef map) implements Mutation {}

  /**
   * Deletes the cell with all it holds. A tombstone keeps the version floor, the last offset of
   * each log and the commit ids for {@link Limits#tombstoneRetention()}.
   */
  record DeleteCell() implements Mutation {}
}
