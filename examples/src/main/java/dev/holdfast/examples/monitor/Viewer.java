package dev.holdfast.examples.monitor;

import dev.holdfast.context.SyncAnswer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client: it knows what its messages told it, and nothing else of the server.
 *
 * <p>Thread-safe, as long as the answers for one id come one after the other.
 */
final class Viewer {

  private final String name;
  private final Wire wire;
  private final Map<String, Copy> copies = new ConcurrentHashMap<>();
  private Traffic traffic = Traffic.NONE;

  Viewer(String name, Wire wire) {
    this.name = name;
    this.wire = wire;
  }

  String name() {
    return name;
  }

  /** Begins to follow a context, with nothing. */
  void follow(String id) {
    copies.putIfAbsent(id, Copy.NOTHING);
  }

  Set<String> ids() {
    return copies.keySet();
  }

  Copy copy(String id) {
    return copies.getOrDefault(id, Copy.NOTHING);
  }

  synchronized Traffic traffic() {
    return traffic;
  }

  private synchronized void count(Message message) {
    traffic = traffic.plus(Traffic.of(message));
  }

  /** Sends {@code answer} over the wire and applies what arrives. */
  void receive(String id, SyncAnswer answer) {
    Message message = wire.encode(answer);
    count(message);
    copies.put(id, wire.decode(message.bytes(), copy(id)));
  }
}
