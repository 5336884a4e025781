package dev.holdfast.backend.redis.connection;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The servers of a cluster that somebody named lately: the URL, the slots or a redirection.
 *
 * <p>One that the slots were told without twice, and that nobody named meanwhile, has left the
 * cluster, and its connections are closed. Once is not enough: a redirection may name it before
 * those who tell the slots know of it. Thread-safe.
 */
final class KnownServers {

  private final BiFunction<String, Integer, Node> maker;
  private final Map<String, Known> servers = new ConcurrentHashMap<>();
  private volatile long tellings;

  /**
   * A server.
   *
   * @param namedAt how often the slots had been told when it was last named, that time included
   */
  private record Known(Node node, long namedAt) {}

  KnownServers(BiFunction<String, Integer, Node> maker) {
    this.maker = maker;
  }

  /** Returns the server that somebody names. */
  Node named(String host, int port) {
    return servers
        .compute(
            host + ":" + port,
            (address, known) ->
                new Known(known == null ? maker.apply(host, port) : known.node(), tellings))
        .node();
  }

  /** Returns all that are not forgotten. */
  List<Node> all() {
    return servers.values().stream().map(Known::node).toList();
  }

  /**
   * Forgets those that left, after the slots were told; not called by two threads at once.
   *
   * @param keepers those that keep slots, also slots that were not told of this time
   */
  void forgetAllBut(Set<Node> keepers) {
    long now = tellings;
    for (String address : servers.keySet()) {
      servers.computeIfPresent(
          address,
          (same, known) -> {
            if (keepers.contains(known.node())) {
              return new Known(known.node(), now + 1);
            } else if (known.namedAt() >= now) {
              return known;
            }
            known.node().retire();
            return null;
          });
    }
    tellings = now + 1;
  }
}
