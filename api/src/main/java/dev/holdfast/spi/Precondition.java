package dev.holdfast.spi;

import dev.holdfast.value.Bytes;

/** What must hold for a commit to be applied; all preconditions of a commit must. */
public sealed interface Precondition {

  /** The cell has no head. */
  record HeadAbsent() implements Precondition {}

  /** The cell has a head. */
  record HeadPresent() implements Precondition {}

  /**
   * The head is at this version.
   *
   * @param version the version expected, at least 1
   */
  record HeadVersion(long version) implements Precondition {
    /** Checks the version. */
    public HeadVersion {
      Requests.positive("Expected version", version);
    }
  }

  /**
   * The head is at this version of this very history.
   *
   * @param revision the version and tag expected
   */
  record HeadRevision(Revision revision) implements Precondition {}

  /**
   * The log ends at this offset.
   *
   * @param log the log; one never written ends at the origin
   * @param last the last offset expected
   */
  record LogLast(LogRef log, Offset last) implements Precondition {}

  /**
   * The map has no such row.
   *
   * @param map the map
   * @param key the row's key
   */
  record RowAbsent(MapRef map, Bytes key) implements Precondition {
    /** Checks the key. */
    public RowAbsent {
      Names.key(key);
    }
  }

  /**
   * The row is at this version.
   *
   * @param map the map
   * @param key the row's key
   * @param version the version expected, as {@link Row#version()} gave it
   */
  record RowVersion(MapRef map, Bytes key, long version) implements Precondition {
    /** Checks key and version. */
    public RowVersion {
      Names.key(key);
      Requests.positive("Expected row version", version);
    }
  }
}
