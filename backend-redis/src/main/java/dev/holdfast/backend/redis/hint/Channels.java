package dev.holdfast.backend.redis.hint;

import dev.holdfast.spi.CollectionRef;
import dev.holdfast.value.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The collections that are watched, by the channels of their hints. Thread-safe. */
final class Channels {

  private final Map<Bytes, Channel> channels = new ConcurrentHashMap<>();

  /**
   * A collection that is watched.
   *
   * @param watches how many watches it has
   */
  private record Channel(CollectionRef collection, int watches) {}

  /** Notes one watch more. */
  void add(Bytes name, CollectionRef collection) {
    channels.merge(
        name,
        new Channel(collection, 1),
        (old, one) -> new Channel(collection, old.watches() + one.watches()));
  }

  /** Notes one watch less; returns whether there is none left. */
  boolean remove(Bytes name) {
    return channels.computeIfPresent(
            name,
            (key, old) ->
                old.watches() == 1 ? null : new Channel(old.collection(), old.watches() - 1))
        == null;
  }

  /** Returns the collection of a channel, {@code null} if nobody watches it. */
  @Nullable CollectionRef collection(Bytes name) {
    Channel channel = channels.get(name);
    return channel == null ? null : channel.collection();
  }

  boolean isEmpty() {
    return channels.isEmpty();
  }

  Bytes[] names() {
    return channels.keySet().toArray(Bytes[]::new);
  }
}
