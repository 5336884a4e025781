package dev.holdfast.backend.redis.hint;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells watches of what servers publish after each commit.
 *
 * <p>One connection has a channel for each collection that is watched. A thread of its own looks
 * after it: it asks for a sign of life at intervals, makes a new connection when the old one is
 * lost, and then has every watch read everything again, because messages may have been missed.
 * Thread-safe.
 */
public final class Subscriptions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Caller caller;
  private final KeySpace space;
  private final Duration heartbeat;
  private final HintDispatcher hints;
  private final Thread keeper;
  private final Map<Bytes, Channel> channels = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();
  private final Semaphore signal = new Semaphore(0);
  private volatile @Nullable StatefulRedisPubSubConnection<Bytes, Bytes> connection;
  private boolean started;
  private volatile boolean closed;

  /** A collection that is watched, and by how many watches. */
  private static final class Channel {
    final CollectionRef collection;
    int watches;

    Channel(CollectionRef collection) {
      this.collection = collection;
    }
  }

  /** Listens through a server of {@code caller}, asking for a sign of life at intervals. */
  public Subscriptions(String name, Caller caller, KeySpace space, Duration heartbeat) {
    this.caller = caller;
    this.space = space;
    this.heartbeat = heartbeat;
    this.hints = new HintDispatcher(name);
    this.keeper = new Thread(this::keep, "holdfast-" + name + "-subscriber");
    keeper.setDaemon(true);
  }

  /** Adds a watch, as {@link dev.holdfast.spi.Backend#watch} says. */
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    String what = "The watch of " + scope.collection();
    deadline.check(what);
    Bytes name = space.channel(scope.collection());
    Watch watch = hints.watch(scope, listener);
    lock(what, deadline);
    try {
      caller.refuseIfClosed(what);
      Channel channel = channels.computeIfAbsent(name, key -> new Channel(scope.collection()));
      channel.watches++;
      subscribe(connected(what, deadline), List.of(name), what, deadline);
      startKeeper();
    } catch (HoldfastException e) {
      watch.close();
      release(name);
      throw e;
    } finally {
      changing.unlock();
    }
    return new CountedWatch(watch, name);
  }

  /** A watch that lets its channel go with it. */
  private final class CountedWatch implements Watch {

    private final Watch watch;
    private final Bytes channel;
    private boolean ended;

    CountedWatch(Watch watch, Bytes channel) {
      this.watch = watch;
      this.channel = channel;
    }

    @Override
    public void close() {
      watch.close();
      changing.lock();
      try {
        if (!ended) {
          ended = true;
          release(channel);
        }
      } finally {
        changing.unlock();
      }
    }
  }

  private void release(Bytes name) {
    Channel channel = channels.get(name);
    if (channel != null && --channel.watches == 0) {
      channels.remove(name);
      StatefulRedisPubSubConnection<Bytes, Bytes> open = connection;
      if (open != null && open.isOpen()) {
        var unused = open.async().unsubscribe(name);
      }
    }
  }

  private StatefulRedisPubSubConnection<Bytes, Bytes> connected(String what, Deadline deadline) {
    StatefulRedisPubSubConnection<Bytes, Bytes> open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    boolean lost = open != null;
    Node.discard(open);
    open = connect(what, deadline);
    connection = open;
    if (lost) {
      try {
        subscribe(open, List.copyOf(channels.keySet()), what, deadline);
      } catch (HoldfastException e) {
        Node.discard(open); // the next one is told of the loss
        throw e;
      }
      hints.resync();
    }
    return open;
  }

  /** Any server will do: a cluster passes messages on to all of its servers. */
  private StatefulRedisPubSubConnection<Bytes, Bytes> connect(String what, Deadline deadline) {
    HoldfastException failure = null;
    for (Node node : caller.servers().all(what, deadline)) {
      try {
        StatefulRedisPubSubConnection<Bytes, Bytes> open = node.subscriber(what, deadline);
        open.addListener(new Messages());
        open.addListener(new Losses());
        return open;
      } catch (HoldfastException e) {
        failure = e;
      }
    }
    caller.servers().refresh();
    throw failure == null
        ? new UnavailableException(ErrorCode.UNAVAILABLE, what + " found no server.")
        : failure;
  }

  private static void subscribe(
      StatefulRedisPubSubConnection<Bytes, Bytes> open,
      List<Bytes> names,
      String what,
      Deadline deadline) {
    if (!names.isEmpty()) {
      Node.await(open.async().subscribe(names.toArray(Bytes[]::new)), what, deadline);
    }
  }

  private final class Messages extends RedisPubSubAdapter<Bytes, Bytes> {
    @Override
    public void message(Bytes name, Bytes id) {
      Channel channel = channels.get(name);
      if (channel != null) {
        hints.changed(channel.collection.cell(id.toUtf8()));
      }
    }
  }

  /** Has the keeper look at once when the connection ends. */
  private final class Losses implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
      signal.release();
    }
  }

  private void startKeeper() {
    if (!started) {
      started = true;
      keeper.start();
    }
  }

  private void keep() {
    while (!closed) {
      try {
        signal.tryAcquire(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
        signal.drainPermits();
        check();
      } catch (InterruptedException e) {
        return;
      } catch (HoldfastException e) {
        LOG.debug("The connection for hints will be tried again.", e);
      }
    }
  }

  /** Makes the connection anew unless it shows a sign of life. */
  private void check() throws InterruptedException {
    changing.lockInterruptibly();
    try {
      StatefulRedisPubSubConnection<Bytes, Bytes> open = connection;
      if (open != null && open.isOpen() && !answers(open)) {
        Node.discard(open);
      }
      if (!channels.isEmpty() && !closed) {
        connected("The connection for hints", Deadline.after(heartbeat));
      }
    } finally {
      changing.unlock();
    }
  }

  private boolean answers(StatefulRedisPubSubConnection<Bytes, Bytes> open) {
    try {
      Node.await(open.async().ping(), "The heartbeat", Deadline.after(heartbeat));
      return true;
    } catch (HoldfastException e) {
      return false;
    }
  }

  private void lock(String what, Deadline deadline) {
    try {
      if (!changing.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED, what + " had to wait too long for the connection.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(ErrorCode.INTERRUPTED, what + " was interrupted.", e);
    }
  }

  /** Ends all watches; idempotent. */
  @Override
  public void close() {
    closed = true;
    hints.close();
    keeper.interrupt();
  }
}
