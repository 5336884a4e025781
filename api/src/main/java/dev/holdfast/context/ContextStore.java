package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps contexts and their deltas, as given: it computes nothing.
 *
 * <p>Each write is atomic. Ids are any valid Unicode text of 1 to 512 UTF-8 bytes, compared byte by
 * byte. Implementations are thread-safe and block; besides the errors named, any call may fail with
 * {@link dev.holdfast.error.UnavailableException}, and a write with {@link
 * dev.holdfast.error.OutcomeUnknownException}.
 */
public interface ContextStore {

  /**
   * Stores a context at a version above its current one (CTX-01, CTX-02).
   *
   * @throws dev.holdfast.error.ConflictException if the context is, or was before its deletion, at
   *     this version with another value, or at a higher one
   */
  Context set(String id, JsonObject value, long version);

  /** Returns the context, empty if there is none (CTX-03). */
  Optional<Context> get(String id);

  /** Deletes the context, if there is one; its deltas stay (CTX-04). */
  void delete(String id);

  /**
   * Stores the delta that leads to a version above that of the last delta (CTX-05, CTX-06).
   *
   * @throws dev.holdfast.error.ConflictException if there is, or was, a delta of this version with
   *     other changes, or of a higher one
   */
  ContextDelta setDelta(String id, Delta delta, long version);

  /**
   * Returns the deltas above a version, ascending; none is an empty list (CTX-07).
   *
   * <p>All of them are in memory at once; {@link #listDeltas} reads them by pages.
   *
   * @param version the version after which to begin, 0 or more
   */
  List<ContextDelta> deltasAfter(String id, long version);

  /** Deletes all deltas of an id; its context stays (CTX-08). */
  void deleteDeltas(String id);

  /** Deletes the deltas of an id that were stored strictly before {@code instant} (CTX-09). */
  void deleteDeltasOlderThan(String id, Instant instant);

  /**
   * Deletes all deltas of an id except the newest {@code count} (CTX-10).
   *
   * @param count how many stay, 0 or more
   */
  void retainLatestDeltas(String id, long count);

  /** Lists contexts (CTX-20 to CTX-25). */
  Page<Context> list(ContextQuery query);

  /** Lists every id that has a context or deltas, with the number of its deltas (CTX-26). */
  Page<DeltaCount> listWithDeltaCounts(ContextQuery query);

  /** Lists deltas of all ids (CTX-27). */
  Page<ContextDelta> listDeltas(ContextQuery query);

  /**
   * Stores a context and the delta that leads to it in one step (CTX-11, CTX-12).
   *
   * @param expectedVersion the version that the context is at; 0 if there is none
   * @return the context at its new version: one above the expected, or the first above all that a
   *     deleted context and the deltas had
   * @throws dev.holdfast.error.ConflictException if the context is at another version
   */
  Context commit(String id, long expectedVersion, JsonObject value, Delta delta);
}
