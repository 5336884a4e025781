package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection that all callers share, made when it is first needed and made anew when it is
 * lost.
 *
 * <p>One that is under way stays so when the time of a caller is over: those who come next wait for
 * the same one. If each made its own, callers with less patience than connecting takes would never
 * come by any. Thread-safe.
 */
final class SharedConnection {

  private static final Duration PROBE = Duration.ofSeconds(1);

  private final Supplier<? extends CompletionStage<StatefulRedisConnection<Bytes, Bytes>>> driver;
  private final String name;
  private final Duration patience;
  private volatile @Nullable Connecting<StatefulRedisConnection<Bytes, Bytes>> latest;
  private boolean retired; // guarded by this

  SharedConnection(
      Supplier<? extends CompletionStage<StatefulRedisConnection<Bytes, Bytes>>> driver,
      String name,
      Duration patience) {
    this.driver = driver;
    this.name = name;
    this.patience = patience;
  }

  /** Returns the connection, open a moment ago. */
  StatefulRedisConnection<Bytes, Bytes> get(String what, Deadline deadline) {
    Connecting<StatefulRedisConnection<Bytes, Bytes>> found = latest;
    boolean begunEarlier = found != null && found.isUnderWay();
    try {
      return current().await(what, deadline);
    } catch (UnavailableException e) {
      if (!begunEarlier || e.code() != ErrorCode.UNAVAILABLE || deadline.hasPassed()) {
        throw e;
      }
      // It began before this call and failed, which says little of the server by now.
      return current().await(what, deadline);
    }
  }

  private Connecting<StatefulRedisConnection<Bytes, Bytes>> current() {
    Connecting<StatefulRedisConnection<Bytes, Bytes>> found = latest;
    return found == null || found.isOver() ? begun() : found;
  }

  private synchronized Connecting<StatefulRedisConnection<Bytes, Bytes>> begun() {
    Connecting<StatefulRedisConnection<Bytes, Bytes>> found = latest;
    if (found == null || found.isOver()) {
      drop();
      found = new Connecting<>(name, patience);
      found.begin(driver);
      latest = found;
      if (retired) {
        retireLater();
      }
    }
    return found;
  }

  /** Drops the connection, so that the next caller has a new one; leaves one under way alone. */
  void drop() {
    Connecting<StatefulRedisConnection<Bytes, Bytes>> found = latest;
    if (found != null && !found.isUnderWay()) {
      found.discard();
    }
  }

  /** Drops the connection if the server does not answer on it within a second. */
  void probe() {
    Connecting<StatefulRedisConnection<Bytes, Bytes>> suspect = latest;
    if (suspect != null && !suspect.isUnderWay() && !suspect.isOver()) {
      var unused =
          ping(suspect, PROBE)
              .whenComplete(
                  (reply, failure) -> {
                    if (failure != null) {
                      suspect.discard();
                    }
                  });
    }
  }

  /**
   * Drops the connection once the server has answered all that was sent on it, or had its time. One
   * that is made yet, for a command that was on its way here, does not stay either.
   */
  synchronized void retire() {
    retired = true;
    Connecting<StatefulRedisConnection<Bytes, Bytes>> found = latest;
    if (found != null && (found.isUnderWay() || found.isOver())) {
      found.discard();
    } else if (found != null) {
      // Answers come in the order of the commands, so that of the ping is the last.
      var unused = ping(found, patience).whenComplete((reply, failure) -> found.discard());
    }
  }

  private void retireLater() {
    CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
        .execute(this::retire);
  }

  private static CompletableFuture<String> ping(
      Connecting<StatefulRedisConnection<Bytes, Bytes>> made, Duration time) {
    return made.await("A probe", Deadline.after(time))
        .async()
        .ping()
        .toCompletableFuture()
        .orTimeout(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
