package dev.holdfast.backend.redis.hint;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that hints come by, and the thread that looks after it.
 *
 * <p>The thread alone makes connections: it asks for a sign of life at intervals, makes a new one
 * when the old one is lost, and subscribes to all channels anew. Nobody waits for a server while
 * holding the lock, so a server that does not answer keeps nobody from closing a watch.
 * Thread-safe.
 */
final class HintConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HintConnection.class);
  private static final String NAME = "The connection for hints";

  /** How many connections in a row may be lost under one watch that is being added. */
  private static final int MOST_TRIES = 3;

  private final Caller caller;
  private final Channels channels;
  private final RedisPubSubListener<Bytes, Bytes> messages;
  private final Runnable resync;
  private final Duration heartbeat;
  private final Duration patience;
  private final Thread keeper;
  private final Semaphore signal = new Semaphore(0);
  private boolean isFirst = true; // of the keeper alone
  private @Nullable Node server; // of the connection, or of the one before; of the keeper alone

  // Guarded by this.
  private @Nullable StatefulRedisPubSubConnection<Bytes, Bytes> connection;
  private boolean started;

  /** Where those wait who came since the thread last began to connect; guarded by this too. */
  private CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> next =
      new CompletableFuture<>();

  /**
   * Prepares; the first {@link #subscribe} connects.
   *
   * @param resync called after hints may have been missed, once all channels are subscribed to
   * @param heartbeat how often a sign of life is asked for, and how long it may take
   * @param patience how long making a connection may take
   */
  HintConnection(
      String name,
      Caller caller,
      Channels channels,
      RedisPubSubListener<Bytes, Bytes> messages,
      Runnable resync,
      Duration heartbeat,
      Duration patience) {
    this.caller = caller;
    this.channels = channels;
    this.messages = messages;
    this.resync = resync;
    this.heartbeat = heartbeat;
    this.patience = patience;
    this.keeper = new Thread(this::keep, "holdfast-" + name + "-subscriber");
    keeper.setDaemon(true);
  }

  /**
   * Returns once hints of a channel come. A connection that is lost meanwhile, or does not answer
   * within the heartbeat, is given up for another one.
   */
  void subscribe(Bytes name, String what, Deadline deadline) {
    for (int tries = 1; ; tries++) {
      StatefulRedisPubSubConnection<Bytes, Bytes> open = connected(what, deadline);
      try {
        Node.await(open.async().subscribe(name), what, heartbeatWithin(deadline));
        return;
      } catch (UnavailableException e) {
        boolean isFinal = e.code() == ErrorCode.INTERRUPTED || isRefusal(e);
        if (isFinal || tries == MOST_TRIES || deadline.hasPassed()) {
          throw e;
        }
        drop(open);
      }
    }
  }

  private Deadline heartbeatWithin(Deadline deadline) {
    return deadline.remainingNanos() < heartbeat.toNanos() ? deadline : Deadline.after(heartbeat);
  }

  private static boolean isRefusal(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && cause.getCause() instanceof RedisCommandExecutionException;
  }

  /** Lets go of a channel for one watch; the last one ends the subscription. */
  synchronized void release(Bytes name) {
    StatefulRedisPubSubConnection<Bytes, Bytes> open = connection;
    if (channels.remove(name) && open != null && open.isOpen()) {
      var unused = open.async().unsubscribe(name);
    }
  }

  private StatefulRedisPubSubConnection<Bytes, Bytes> connected(String what, Deadline deadline) {
    CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> made;
    synchronized (this) {
      caller.refuseIfClosed(what);
      StatefulRedisPubSubConnection<Bytes, Bytes> open = connection;
      if (open != null && open.isOpen()) {
        return open;
      }
      made = next;
      if (!started) {
        started = true;
        keeper.start();
      }
    }
    signal.release();
    return Node.await(made, what, deadline);
  }

  /** Gives a connection up, unless it was already. */
  private void drop(StatefulRedisPubSubConnection<Bytes, Bytes> lost) {
    synchronized (this) {
      if (connection == lost) {
        connection = null;
      }
    }
    Node.discard(lost);
  }

  private void keep() {
    while (true) {
      try {
        signal.tryAcquire(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
        signal.drainPermits();
        check();
      } catch (InterruptedException e) {
        return;
      } catch (HoldfastException e) {
        LOG.debug("{} will be tried again.", NAME, e);
      }
    }
  }

  /** Makes the connection anew unless it shows a sign of life. */
  private void check() {
    StatefulRedisPubSubConnection<Bytes, Bytes> open;
    synchronized (this) {
      open = connection;
    }
    if (open == null || !answers(open) || hasLeft()) {
      if (open != null) {
        drop(open);
      }
      if (!channels.isEmpty()) {
        make();
      }
    }
  }

  private boolean answers(StatefulRedisPubSubConnection<Bytes, Bytes> open) {
    if (!open.isOpen()) {
      return false;
    }
    try {
      Node.await(open.async().ping(), "The heartbeat", Deadline.after(heartbeat));
      return true;
    } catch (HoldfastException e) {
      return false;
    }
  }

  /**
   * Tells whether the server left its cluster, whose messages it does not hear any more, though it
   * answers. Nobody else may have had a reason to ask which servers there are.
   */
  private boolean hasLeft() {
    try {
      caller.servers().refresh();
      return !caller.servers().all(NAME, Deadline.after(heartbeat)).contains(server);
    } catch (HoldfastException e) {
      return false; // nobody knows
    }
  }

  /** Who comes while a connection is made waits for the attempt after it, should it fail. */
  private void make() {
    CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> waiting = take();
    try {
      install(connect(), waiting);
    } catch (HoldfastException e) {
      waiting.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> take() {
    CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> taken = next;
    next = new CompletableFuture<>();
    return taken;
  }

  private void install(
      StatefulRedisPubSubConnection<Bytes, Bytes> made,
      CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> waiting) {
    CompletableFuture<StatefulRedisPubSubConnection<Bytes, Bytes>> late;
    RedisFuture<Void> subscribed;
    synchronized (this) {
      connection = made;
      late = take();
      // Sent under the lock, so that whoever releases one of them ends it after this.
      Bytes[] names = isFirst ? new Bytes[0] : channels.names();
      subscribed = names.length == 0 ? null : made.async().subscribe(names);
    }
    waiting.complete(made);
    late.complete(made);
    if (isFirst) {
      isFirst = false;
    } else {
      awaitSubscribed(made, subscribed);
      resync.run();
    }
  }

  private void awaitSubscribed(
      StatefulRedisPubSubConnection<Bytes, Bytes> made, @Nullable RedisFuture<Void> subscribed) {
    if (subscribed != null) {
      Duration longer = patience.compareTo(heartbeat) > 0 ? patience : heartbeat;
      try {
        Node.await(subscribed, NAME, Deadline.after(longer));
      } catch (HoldfastException e) {
        drop(made); // all are told once another one is subscribed to everything
        throw e;
      }
    }
  }

  /** Any server will do: a cluster passes messages on to all of its servers. */
  private StatefulRedisPubSubConnection<Bytes, Bytes> connect() {
    caller.refuseIfClosed(NAME);
    HoldfastException failure = null;
    for (Node node : caller.servers().all(NAME, Deadline.after(patience))) {
      try {
        StatefulRedisPubSubConnection<Bytes, Bytes> made = node.subscriber(NAME);
        made.addListener(messages);
        made.addListener(new Losses());
        server = node;
        return made;
      } catch (HoldfastException e) {
        failure = e;
      }
    }
    caller.servers().refresh();
    throw failure == null
        ? new UnavailableException(ErrorCode.UNAVAILABLE, NAME + " found no server.")
        : failure;
  }

  /** Has the keeper look at once when the connection ends, unless it was given up. */
  private final class Losses implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
      synchronized (HintConnection.this) {
        if (connection == lost) {
          signal.release();
        }
      }
    }
  }

  /** Ends the thread, after the caller was closed; the driver ends the connection. Idempotent. */
  @Override
  public void close() {
    take().cancel(false);
    keeper.interrupt();
  }
}
