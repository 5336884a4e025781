package dev.holdfast.context;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of contexts, delta counts or deltas; all filters must hold (CTX-20).
 *
 * <p>Contexts and counts come in the byte order of their UTF-8 ids, deltas by id and then version.
 * Immutable: each method returns a changed copy.
 *
 * @param id only this id; {@code null} for any
 * @param idPrefix only ids that start with this; empty for any
 * @param version only contexts or deltas of this version; {@code null} for any
 * @param insertedSince only contexts or deltas stored at this instant or later; {@code null} for
 *     any
 * @param descending whether the order is reversed
 * @param limit the most items in the page, 1 to {@value #MAX_LIMIT}
 * @param offset how many matching items to skip first, 0 or more; costs as much as reading them
 * @param cursor where an earlier page ended; {@code null} for the first page
 */
public record ContextQuery(
    @Nullable String id,
    String idPrefix,
    @Nullable Long version,
    @Nullable Instant insertedSince,
    boolean descending,
    int limit,
    long offset,
    @Nullable String cursor) {

  /** How many items a page has at most, unless the query says otherwise. */
  public static final int DEFAULT_LIMIT = 100;

  /** The largest limit. */
  public static final int MAX_LIMIT = 10_000;

  private static final ContextQuery ALL =
      new ContextQuery(null, "", null, null, false, DEFAULT_LIMIT, 0, null);

  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if one is out of range
   */
  public ContextQuery {
    require(limit >= 1 && limit <= MAX_LIMIT, "Limit", limit, "1 to " + MAX_LIMIT);
    require(offset >= 0, "Offset", offset, "0 or more");
    require(version == null || version >= 1, "Version", version, "1 or more");
  }

  private static void require(boolean holds, String what, @Nullable Long number, String range) {
    if (!holds) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST, "%s is %d; it must be %s.".formatted(what, number, range));
    }
  }

  private static void require(boolean holds, String what, long number, String range) {
    require(holds, what, Long.valueOf(number), range);
  }

  /** Asks for everything, ascending, {@value #DEFAULT_LIMIT} items at a time. */
  public static ContextQuery all() {
    return ALL;
  }

  /** Asks for {@code id} alone. */
  public ContextQuery withId(String id) {
    return new ContextQuery(
        id, idPrefix, version, insertedSince, descending, limit, offset, cursor);
  }

  /** Asks for ids that start with {@code prefix}. */
  public ContextQuery withIdPrefix(String prefix) {
    return new ContextQuery(id, prefix, version, insertedSince, descending, limit, offset, cursor);
  }

  /** Asks for this version alone. */
  public ContextQuery withVersion(long version) {
    return new ContextQuery(
        id, idPrefix, version, insertedSince, descending, limit, offset, cursor);
  }

  /** Asks for what was stored at {@code instant} or later. */
  public ContextQuery withInsertedSince(Instant instant) {
    return new ContextQuery(id, idPrefix, version, instant, descending, limit, offset, cursor);
  }

  /** Asks for the reversed order. */
  public ContextQuery reversed() {
    return new ContextQuery(
        id, idPrefix, version, insertedSince, !descending, limit, offset, cursor);
  }

  /** Asks for at most {@code limit} items. */
  public ContextQuery withLimit(int limit) {
    return new ContextQuery(
        id, idPrefix, version, insertedSince, descending, limit, offset, cursor);
  }

  /** Asks to skip {@code offset} items; a cursor does the same without reading them. */
  public ContextQuery withOffset(long offset) {
    return new ContextQuery(
        id, idPrefix, version, insertedSince, descending, limit, offset, cursor);
  }

  /**
   * Asks for the page that {@code cursor} leads to, which the same listing gave with the same id
   * prefix; the offset counted for the first page only.
   */
  public ContextQuery from(@Nullable String cursor) {
    return new ContextQuery(id, idPrefix, version, insertedSince, descending, limit, 0, cursor);
  }
}
