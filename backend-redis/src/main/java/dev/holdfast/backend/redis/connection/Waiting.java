package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for replies and between attempts, never past a deadline, never through an interrupt. */
final class Waiting {

  private Waiting() {}

  /** Returns the reply. */
  static <T> T reply(CompletionStage<T> reply, Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    return reply.toCompletableFuture().get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits a little before another attempt. */
  static void pause(Duration time, String what, Deadline deadline) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(time.toNanos(), deadline.remainingNanos()));
    } catch (InterruptedException e) {
      throw interrupted(what, Effect.REPEATABLE, e);
    }
  }

  /** Sets the thread's interrupt flag again and tells what became of the call. */
  static RuntimeException interrupted(String what, Effect effect, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return effect == Effect.COMMIT
        ? new OutcomeUnknownException(
            ErrorCode.OUTCOME_UNKNOWN, what + " was interrupted in waiting for its reply.", cause)
        : new UnavailableException(
            ErrorCode.INTERRUPTED, what + " was interrupted in waiting.", cause);
  }
}
