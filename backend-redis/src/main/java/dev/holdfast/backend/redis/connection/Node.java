package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
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

  private final RedisClient client;
  private final Way way;
  private final String name;
  private final Duration patience;
  private final SharedConnection shared;
  private final SharedConnection redirected;

  Node(RedisClient client, Way way, String name, Duration patience) {
    this.client = client;
    this.way = way;
    this.name = name;
    this.patience = patience;
    this.shared = new SharedConnection(this::connect, name, patience);
    this.redirected = new SharedConnection(this::connect, name, patience);
  }

  private CompletionStage<StatefulRedisConnection<Bytes, Bytes>> connect() {
    return way.connect(uri -> client.connectAsync(BytesCodec.INSTANCE, uri));
  }

  /** Returns the connection that all commands share. */
  StatefulRedisConnection<Bytes, Bytes> connection(String what, Deadline deadline) {
    return shared.get(what, deadline);
  }

  /** Returns a new connection for messages, which the caller closes; waits for the full time. */
  public StatefulRedisPubSubConnection<Bytes, Bytes> subscriber(String what) {
    Connecting<StatefulRedisPubSubConnection<Bytes, Bytes>> connecting =
        new Connecting<>(name, patience);
    connecting.begin(() -> way.connect(uri -> client.connectPubSubAsync(BytesCodec.INSTANCE, uri)));
    try {
      return connecting.await(what, Deadline.after(patience));
    } catch (UnavailableException e) {
      connecting.discard();
      throw e;
    }
  }

  /**
   * Sends a command that another server asked to be sent here, just this once; on a connection of
   * its own, so that nothing comes between the announcement and the command.
   */
  <T> CompletionStage<T> sendAsked(Command<T> command, String what, Deadline deadline) {
    StatefulRedisConnection<Bytes, Bytes> open = redirected.get(what, deadline);
    synchronized (redirected) {
      RedisFuture<String> announced = open.async().asking();
      announced.exceptionally(ignored -> "the command itself fails in the same way");
      return command.send(open.async());
    }
  }

  /** Returns the deadline of a short question within {@code deadline}. */
  Deadline soon(Deadline deadline) {
    long nanos = Math.min(patience.toNanos(), deadline.remainingNanos());
    return Deadline.after(Duration.ofNanos(nanos));
  }

  /** Drops the connections, so that the next command makes a new one. */
  void reset() {
    shared.drop();
    redirected.drop();
  }

  /** Drops each connection on which the server does not answer within a second. */
  void probe() {
    shared.probe();
    redirected.probe();
  }

  /** Closes the connections once the commands on them are answered, or failed to be in time. */
  void retire() {
    shared.retire();
    redirected.retire();
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
