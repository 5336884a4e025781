package dev.holdfast.backend.redis.connection;

import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.List;

/** The servers that keep the data, and which of them keeps what. Thread-safe. */
public interface Servers {

  /** Returns the server that keeps {@code key}. */
  Node of(Bytes key, String what, Deadline deadline);

  /** Returns all servers that keep data; there is at least one. */
  List<Node> all(String what, Deadline deadline);

  /** Follows a server that said {@code MOVED slot host:port}; returns the one that it named. */
  Node moved(Redirect redirect);

  /** Returns the server that another named in {@code ASK slot host:port}. */
  Node named(Redirect redirect);

  /** Looks at the next use which server keeps what. */
  void refresh();
}
