package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of a collection's cells, in the byte order of their ids.
 *
 * <p>Filters on the head leave out cells without one. A page does a bounded amount of work: it may
 * be short or empty and still have a cursor, above all with filters.
 *
 * @param collection the collection
 * @param idPrefix the ids wanted start with this text; empty for all
 * @param version only cells whose head is at this version; {@code null} for any
 * @param headSince only cells whose head was written at this instant or later; {@code null} for any
 * @param headBefore only cells whose head was written before this instant; {@code null} for any
 * @param direction which way
 * @param cursor what the page before gave; {@code null} for the first page
 * @param pageSize the most cells in the answer, at least 1
 */
public record ListQuery(
    CollectionRef collection,
    String idPrefix,
    @Nullable Long version,
    @Nullable Instant headSince,
    @Nullable Instant headBefore,
    Direction direction,
    @Nullable Bytes cursor,
    int pageSize) {

  /** Checks page size, version and prefix. */
  public ListQuery {
    Requests.positive("Page size", pageSize);
    if (version != null) {
      Requests.positive("Version", version);
    }
    if (!idPrefix.isEmpty()) {
      Names.utf8("Id prefix", idPrefix, CellRef.MAX_ID_BYTES);
    }
  }

  /** Tells whether there is a filter on heads. */
  public boolean isFiltered() {
    return version != null || headSince != null || headBefore != null;
  }

  /**
   * Tells whether the filters let a cell through.
   *
   * @param headVersion the version of its head
   * @param headAt when its head was written; {@code null} if it has none
   */
  public boolean matches(long headVersion, @Nullable Instant headAt) {
    if (headAt == null) {
      return !isFiltered();
    }
    return (version == null || version == headVersion)
        && (headSince == null || !headAt.isBefore(headSince))
        && (headBefore == null || headAt.isBefore(headBefore));
  }

  /** Asks for the first page of all cells, upwards. */
  public static ListQuery all(CollectionRef collection, int pageSize) {
    return new ListQuery(collection, "", null, null, null, Direction.ASCENDING, null, pageSize);
  }

  /** Asks for the page that {@code cursor} leads to; {@code null} leads to the first. */
  public ListQuery from(@Nullable Bytes cursor) {
    return new ListQuery(
        collection, idPrefix, version, headSince, headBefore, direction, cursor, pageSize);
  }
}
