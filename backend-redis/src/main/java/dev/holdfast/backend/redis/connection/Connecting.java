package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection under way, which has a time of its own and waits for nobody's.
 *
 * @param <C> the kind of connection
 */
final class Connecting<C extends StatefulConnection<?, ?>> {

  private final String name;
  private final Duration patience;
  private final CompletableFuture<C> made = new CompletableFuture<>();

  /** Nothing is under way yet; {@link #begin} changes that. */
  Connecting(String name, Duration patience) {
    this.name = name;
    this.patience = patience;
  }

  /** Has the driver connect; what comes too late is closed. */
  void begin(Supplier<? extends CompletionStage<C>> driver) {
    try {
      driver.get().whenComplete(this::end);
      made.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IllegalStateException | RejectedExecutionException | RedisException e) {
      made.completeExceptionally(e); // a driver that is shut down throws
    }
  }

  private void end(@Nullable C connection, @Nullable Throwable failure) {
    if (failure != null) {
      made.completeExceptionally(failure);
    } else if (!made.complete(connection)) {
      Node.discard(connection);
    }
  }

  /** Tells whether there is no use in waiting: it failed, or the connection was lost since. */
  boolean isOver() {
    return made.isDone() && (made.isCompletedExceptionally() || !made.join().isOpen());
  }

  /** Tells whether it neither failed nor came to a connection so far. */
  boolean isUnderWay() {
    return !made.isDone();
  }

  /** Waits for the connection. */
  C await(String what, Deadline deadline) {
    long nanos = deadline.remainingNanos();
    try {
      return made.get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(what, Effect.REPEATABLE, e);
    } catch (TimeoutException e) {
      throw late(what, TimeUnit.NANOSECONDS.toMillis(nanos), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw late(what, patience.toMillis(), e);
      }
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "%s: no connection to Redis at %s: %s.".formatted(what, name, Failures.root(e)),
          e);
    }
  }

  private UnavailableException late(String what, long millis, Exception cause) {
    return new UnavailableException(
        ErrorCode.UNAVAILABLE,
        "%s: no connection to Redis at %s within %d ms.".formatted(what, name, millis),
        cause);
  }

  /** Closes the connection, if need be when it comes. */
  void discard() {
    var unused = made.whenComplete((connection, failure) -> Node.discard(connection));
  }
}
