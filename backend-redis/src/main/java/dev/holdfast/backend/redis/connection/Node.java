package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One server and the connections to it, made when they are first needed and made anew when they are
 * lost.
 *
 * <p>All threads share one connection; their commands are pipelined. A command that was under way
 * when a connection was lost is never sent again by the driver. Thread-safe.
 */
public final class Node {

  private static final Duration PROBE = Duration.ofSeconds(1);

  private final RedisClient client;
  private final RedisURI uri;
  private final String name;
  private final Duration patience;
  private final ReentrantLock connecting = new ReentrantLock();
  private final ReentrantLock redirecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<Bytes, Bytes> connection;
  private volatile @Nullable StatefulRedisConnection<Bytes, Bytes> redirected;

  Node(RedisClient client, RedisURI uri, String name, Duration patience) {
    this.client = client;
    this.uri = uri;
    this.name = name;
    this.patience = patience;
  }

  /** Returns the connection that all commands share. */
  StatefulRedisConnection<Bytes, Bytes> connection(String what, Deadline deadline) {
    StatefulRedisConnection<Bytes, Bytes> open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    lock(connecting, what, deadline);
    try {
      open = connection;
      if (open == null || !open.isOpen()) {
        discard(open);
        open = connect(client.connectAsync(BytesCodec.INSTANCE, uri), what, deadline);
        connection = open;
      }
      return open;
    } finally {
      connecting.unlock();
    }
  }

  /** Returns a new connection for messages; the caller closes it. */
  public StatefulRedisPubSubConnection<Bytes, Bytes> subscriber(String what, Deadline deadline) {
    return connect(client.connectPubSubAsync(BytesCodec.INSTANCE, uri), what, deadline);
  }

  /**
   * Sends a command that another server asked to be sent here, just this once; on a connection of
   * its own, so that nothing comes between the announcement and the command.
   */
  <T> CompletionStage<T> sendAsked(Command<T> command, String what, Deadline deadline) {
    lock(redirecting, what, deadline);
    try {
      StatefulRedisConnection<Bytes, Bytes> open = redirected;
      if (open == null || !open.isOpen()) {
        discard(open);
        open = connect(client.connectAsync(BytesCodec.INSTANCE, uri), what, deadline);
        redirected = open;
      }
      RedisFuture<String> announced = open.async().asking();
      announced.exceptionally(ignored -> "the command itself fails in the same way");
      return command.send(open.async());
    } finally {
      redirecting.unlock();
    }
  }

  /** Returns the deadline of a short question within {@code deadline}. */
  Deadline soon(Deadline deadline) {
    long nanos = Math.min(patience.toNanos(), deadline.remainingNanos());
    return Deadline.after(Duration.ofNanos(nanos));
  }

  /** Drops the connections, so that the next command makes a new one. */
  void reset() {
    discard(connection);
    discard(redirected);
  }

  /** Drops each connection on which the server does not answer within a second. */
  void probe() {
    probe(connection);
    probe(redirected);
  }

  private static void probe(@Nullable StatefulRedisConnection<Bytes, Bytes> suspect) {
    if (suspect != null && suspect.isOpen()) {
      var unused =
          suspect
              .async()
              .ping()
              .toCompletableFuture()
              .orTimeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete(
                  (reply, failure) -> {
                    if (failure != null) {
                      discard(suspect);
                    }
                  });
    }
  }

  /** Waits for a reply that belongs to no {@link Caller}. */
  public static <T> T await(CompletionStage<T> reply, String what, Deadline deadline) {
    try {
      return Waiting.reply(reply, deadline);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(what, Effect.REPEATABLE, e);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          ErrorCode.DEADLINE_EXCEEDED, what + " was not answered in time.", e);
    } catch (ExecutionException | CancellationException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, what + " failed: " + Failures.root(e) + ".", e);
    }
  }

  private <C extends StatefulConnection<?, ?>> C connect(
      CompletionStage<C> connecting, String what, Deadline deadline) {
    long nanos = Math.min(patience.toNanos(), deadline.remainingNanos());
    try {
      return connecting.toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      abandon(connecting);
      throw Waiting.interrupted(what, Effect.REPEATABLE, e);
    } catch (TimeoutException e) {
      abandon(connecting);
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "%s: no connection to Redis at %s within %d ms."
              .formatted(what, name, TimeUnit.NANOSECONDS.toMillis(nanos)),
          e);
    } catch (ExecutionException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "%s: no connection to Redis at %s: %s.".formatted(what, name, Failures.root(e)),
          e);
    }
  }

  private static void abandon(CompletionStage<? extends StatefulConnection<?, ?>> connecting) {
    connecting.whenComplete((late, failure) -> discard(late));
  }

  /** Closes a connection, if there is one that was not closed before, and does not wait for it. */
  public static void discard(@Nullable StatefulConnection<?, ?> connection) {
    if (connection instanceof RedisChannelHandler<?, ?> open && !open.isClosed()) {
      var unused = open.closeAsync();
    }
  }

  static void lock(ReentrantLock lock, String what, Deadline deadline) {
    try {
      if (!lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED,
            what + " was not sent: another thread was still connecting when its time was over.");
      }
    } catch (InterruptedException e) {
      throw Waiting.interrupted(what, Effect.REPEATABLE, e);
    }
  }

  /** Returns host and port, for people. */
  @Override
  public String toString() {
    return name;
  }
}
