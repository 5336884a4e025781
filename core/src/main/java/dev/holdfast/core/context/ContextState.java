package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a context, decoded.
 *
 * @param id its id
 * @param revision what its head is at; {@code null} if there is none
 * @param context the context; {@code null} if there is none
 * @param version the context's version, or the one that a deleted context left behind
 * @param lastDelta the version of the newest delta ever stored, as far as is known
 * @param chain the deltas that led to the version, as far as they are known
 */
record ContextState(
    String id,
    @Nullable Revision revision,
    @Nullable Context context,
    long version,
    long lastDelta,
    DeltaChain chain) {

  static ContextState absent(String id, long floor, long lastDelta) {
    return new ContextState(id, null, null, floor, lastDelta, DeltaChain.endingAt(floor));
  }

  static ContextState of(Revision revision, Context context, long lastDelta, DeltaChain chain) {
    return new ContextState(context.id(), revision, context, context.version(), lastDelta, chain);
  }

  /** Returns this state, in which deltas have come at least to {@code version}. */
  ContextState withLastDelta(long version) {
    return version <= lastDelta
        ? this
        : new ContextState(id, revision, context, this.version, version, chain);
  }

  /**
   * Returns this state, in which the newest delta is that of {@code version}; -1 if that is not
   * known.
   */
  ContextState endingAt(long version) {
    return version < 0 || version == lastDelta
        ? this
        : new ContextState(id, revision, context, this.version, version, chain);
  }

  ContextState withChain(DeltaChain newChain) {
    return new ContextState(id, revision, context, version, lastDelta, newChain);
  }

  /** Returns what makes a commit apply to this state alone. */
  Precondition unchanged() {
    return revision == null
        ? new Precondition.HeadAbsent()
        : new Precondition.HeadRevision(revision);
  }

  /** Returns the version that follows on {@code version} and on all deltas. */
  long versionAfter(long version) {
    long highest = Math.max(version, lastDelta);
    if (highest == Long.MAX_VALUE) {
      throw new LimitExceededException(
          "Context \"%s\" has come to version %d, after which there is none."
              .formatted(id, highest));
    }
    return highest + 1;
  }

  /** Tells whether {@link #answer} gives its best without more of the log. */
  boolean canAnswer(Position position, int threshold) {
    return context == null
        || position.version() == 0
        || position.version() >= version
        || position.version() < version - threshold
        || chain.reachesBackTo(position.version());
  }

  /** Answers a client; in full wherever it is not proved that deltas will do. */
  SyncAnswer answer(Position position, int threshold) {
    Context current = context;
    if (current == null) {
      return new SyncAnswer.Absent(id);
    }
    long client = position.version();
    if (client == 0 || client > version || client < version - threshold) {
      return new SyncAnswer.FullContext(current);
    }
    if (client == version) {
      Long tag = position.tag();
      return tag == null || tag == current.tag()
          ? new SyncAnswer.NoChange(current.position())
          : new SyncAnswer.FullContext(current);
    }
    Delta delta = chain.last() == version ? chain.since(id, position, current.tag()) : null;
    return delta == null
        ? new SyncAnswer.FullContext(current)
        : new SyncAnswer.Deltas(client, delta, current);
  }
}
