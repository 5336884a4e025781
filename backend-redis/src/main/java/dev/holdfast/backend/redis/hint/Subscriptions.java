package dev.holdfast.backend.redis.hint;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells watches of what servers publish after each commit.
 *
 * <p>One connection has a channel for each collection that is watched. When it was lost, every
 * watch is told to read everything again, because messages may have been missed. Thread-safe.
 */
public final class Subscriptions implements AutoCloseable {

  private final Caller caller;
  private final KeySpace space;
  private final HintDispatcher hints;
  private final Channels channels = new Channels();
  private final HintConnection connection;

  /**
   * Listens through a server of {@code caller}.
   *
   * @param heartbeat how often the connection is asked for a sign of life, and how long it has
   * @param patience how long making a connection may take
   */
  public Subscriptions(
      String name, Caller caller, KeySpace space, Duration heartbeat, Duration patience) {
    this.caller = caller;
    this.space = space;
    this.hints = new HintDispatcher(name);
    this.connection =
        new HintConnection(
            name, caller, channels, new Messages(), hints::resync, heartbeat, patience);
  }

  /** Adds a watch, as {@link dev.holdfast.spi.Backend#watch} says. */
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    String what = "The watch of " + scope.collection();
    deadline.check(what);
    Bytes name = space.channel(scope.collection());
    Watch watch = hints.watch(scope, listener);
    channels.add(name, scope.collection());
    try {
      connection.subscribe(name, what, deadline);
    } catch (HoldfastException e) {
      watch.close();
      connection.release(name);
      caller.refuseIfClosed(what);
      throw e;
    }
    return new CountedWatch(watch, name);
  }

  /** A watch that lets its channel go with it. */
  private final class CountedWatch implements Watch {

    private final Watch watch;
    private final Bytes channel;
    private final AtomicBoolean ended = new AtomicBoolean();

    CountedWatch(Watch watch, Bytes channel) {
      this.watch = watch;
      this.channel = channel;
    }

    @Override
    public void close() {
      watch.close();
      if (ended.compareAndSet(false, true)) {
        connection.release(channel);
      }
    }
  }

  private final class Messages extends RedisPubSubAdapter<Bytes, Bytes> {
    @Override
    public void message(Bytes name, Bytes id) {
      CollectionRef collection = channels.collection(name);
      if (collection != null) {
        hints.changed(collection.cell(id.toUtf8()));
      }
    }
  }

  /** Ends all watches; idempotent. */
  @Override
  public void close() {
    hints.close();
    connection.close();
  }
}
