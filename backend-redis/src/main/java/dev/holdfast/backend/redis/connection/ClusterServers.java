package dev.holdfast.backend.redis.connection;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The primaries of a cluster, and the slots that each keeps.
 *
 * <p>The slots are asked for at first use and after any sign that they moved; a server that sends a
 * client elsewhere is followed at once.
 */
final class ClusterServers implements Servers {

  private final List<HostPort> seeds;
  private final KnownServers known;
  private final AtomicReferenceArray<@Nullable Node> slots =
      new AtomicReferenceArray<>(SlotHash.SLOT_COUNT);
  private final ReentrantLock loading = new ReentrantLock();
  private volatile boolean stale = true;
  private volatile String lastHost;
  private List<Node> tellers = List.of(); // whom to ask, in turn; guarded by loading

  ClusterServers(List<HostPort> seeds, BiFunction<String, Integer, Node> maker) {
    this.seeds = seeds;
    this.known = new KnownServers(maker);
    this.lastHost = seeds.get(0).host();
  }

  @Override
  public Node of(Bytes key, String what, Deadline deadline) {
    int slot = SlotHash.getSlot(key.asBuffer());
    if (stale) {
      load(what, deadline);
    }
    Node node = slots.get(slot);
    if (node == null) {
      stale = true;
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "%s: no server of the cluster keeps slot %d.".formatted(what, slot));
    }
    return node;
  }

  @Override
  public List<Node> all(String what, Deadline deadline) {
    if (stale) {
      load(what, deadline);
    }
    return List.copyOf(keepers());
  }

  private Set<Node> keepers() {
    Set<Node> keepers = new LinkedHashSet<>();
    for (int slot = 0; slot < slots.length(); slot++) {
      Node node = slots.get(slot);
      if (node != null) {
        keepers.add(node);
      }
    }
    return keepers;
  }

  @Override
  public Node moved(Redirect redirect) {
    Node node = named(redirect);
    slots.set(redirect.slot(), node);
    stale = true;
    return node;
  }

  @Override
  public Node named(Redirect redirect) {
    return known.named(redirect.host().isEmpty() ? lastHost : redirect.host(), redirect.port());
  }

  @Override
  public void refresh() {
    stale = true;
  }

  /** Asks who answered last, those of the URL and all others known, until one tells the slots. */
  private void load(String what, Deadline deadline) {
    Node.lock(loading, what, deadline);
    try {
      if (stale) {
        stale = false;
        readFromAny(what, deadline);
      }
    } catch (HoldfastException e) {
      stale = true;
      throw e;
    } finally {
      loading.unlock();
    }
  }

  /**
   * Leaves each half of the time, so that one that does not answer leaves some for the others. As
   * the first has most of it, another one is the first next time if it failed.
   */
  private void readFromAny(String what, Deadline deadline) {
    Set<Node> candidates = candidates();
    List<Node> next = new ArrayList<>(candidates);
    Collections.rotate(next, -1);
    HoldfastException failure = null;
    int left = candidates.size();
    for (Node candidate : candidates) {
      long nanos = deadline.remainingNanos();
      Deadline share = --left == 0 ? deadline : Deadline.after(Duration.ofNanos(nanos / 2));
      try {
        read(slotsOf(candidate, what, share), candidate);
        next = new ArrayList<>(candidates);
        next.remove(candidate);
        next.add(0, candidate);
        known.forgetAllBut(keepers());
        return;
      } catch (HoldfastException e) {
        failure = e;
      } finally {
        tellers = next;
      }
    }
    throw Objects.requireNonNull(failure, "a cluster has seeds");
  }

  private Set<Node> candidates() {
    List<Node> named = new ArrayList<>();
    seeds.forEach(seed -> named.add(known.named(seed.host(), seed.port())));
    List<Node> others = known.all();
    Set<Node> candidates = new LinkedHashSet<>(tellers);
    candidates.retainAll(others); // without those that were forgotten
    candidates.addAll(named);
    candidates.addAll(others);
    return candidates;
  }

  private static List<Object> slotsOf(Node node, String what, Deadline deadline) {
    try {
      RedisFuture<List<Object>> slots = node.connection(what, deadline).async().clusterSlots();
      return Node.await(slots, what + ": the slots of " + node, node.soon(deadline));
    } catch (UnavailableException e) {
      node.probe();
      throw e;
    }
  }

  /** Reads [first slot, last slot, [host, port, …] of the primary, replicas …] for each range. */
  private void read(List<Object> ranges, Node from) {
    if (ranges.isEmpty()) { // it is in no cluster any more, or in one that was never set up
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "Redis at %s knows of no server that keeps slots.".formatted(from));
    }
    String ownHost = from.toString().substring(0, from.toString().lastIndexOf(':'));
    lastHost = ownHost;
    for (Object range : ranges) {
      List<?> parts = (List<?>) range;
      List<?> primary = (List<?>) parts.get(2);
      String host = text(primary.get(0));
      int port = Math.toIntExact((Long) primary.get(1));
      Node node = known.named(host.isEmpty() ? ownHost : host, port);
      for (long slot = (Long) parts.get(0); slot <= (Long) parts.get(1); slot++) {
        slots.set(Math.toIntExact(slot), node);
      }
    }
  }

  private static String text(@Nullable Object reply) {
    if (reply instanceof Bytes bytes) {
      return bytes.toUtf8();
    }
    return reply == null ? "" : new String((byte[]) reply, StandardCharsets.UTF_8);
  }
}
