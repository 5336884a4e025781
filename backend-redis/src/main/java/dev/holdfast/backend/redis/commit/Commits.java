package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Effect;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.listing.Index;
import dev.holdfast.backend.redis.listing.Sweeper;
import dev.holdfast.backend.redis.script.ScriptCall;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Commits: one script, one round trip.
 *
 * <p>Only a commit that makes a cell come into being takes more: the script answers that the cell
 * has to be in its collection's index first, and is sent again once it is. Thread-safe.
 */
public final class Commits {

  private static final int MOST_STAMPS = 3;

  private final Caller caller;
  private final KeySpace space;
  private final Index index;
  private final Sweeper sweeper;
  private final InstantSource clock;
  private final Limits limits;
  private final Bytes settings;
  private final Tags tags = new Tags();

  /** Commits through {@code caller}, telling the time by {@code clock}. */
  public Commits(
      Caller caller,
      KeySpace space,
      Index index,
      Sweeper sweeper,
      InstantSource clock,
      Limits limits) {
    this.caller = caller;
    this.space = space;
    this.index = index;
    this.sweeper = sweeper;
    this.clock = clock;
    this.limits = limits;
    this.settings = CommitRequest.settings(index.fresh(), limits);
  }

  /** Applies {@code commit}, as {@link dev.holdfast.spi.Backend#commit} says. */
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    String what = "The commit on \"" + cell + "\"";
    Instant now = Instant.ofEpochMilli(clock.millis());
    CommitRequest request = new CommitRequest(space, cell, commit, now, settings, limits, tags);
    sweeper.offer(cell.collection(), List.of());
    CommitReply reply = send(request, request.arguments(), what, deadline);
    for (int stamps = 0; reply.needsIndex(); stamps++) {
      if (stamps == MOST_STAMPS) {
        throw new UnavailableException(
            ErrorCode.UNAVAILABLE,
            what
                + " finds no fresh entry in the index; the clocks of the servers differ too much.");
      }
      reply = send(request, request.arguments(index.stamp(cell, deadline)), what, deadline);
    }
    return reply.result(cell, commit);
  }

  private CommitReply send(
      CommitRequest request, Bytes[] arguments, String what, Deadline deadline) {
    Bytes[] keys = request.keys();
    List<Object> reply =
        caller.call(
            keys[0],
            Effect.COMMIT,
            what,
            new ScriptCall(request.script(), keys, arguments),
            deadline);
    return new CommitReply(reply);
  }
}
