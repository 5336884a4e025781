package dev.holdfast.backend.redis.connection;

import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.List;

/**
 * A single server: a fixed one, or whichever the sentinels call the primary when a connection is
 * made.
 */
final class OneServer implements Servers {

  private final Node node;

  OneServer(Node node) {
    this.node = node;
  }

  @Override
  public Node of(Bytes key, String what, Deadline deadline) {
    return node;
  }

  @Override
  public List<Node> all(String what, Deadline deadline) {
    return List.of(node);
  }

  @Override
  public Node moved(Redirect redirect) {
    throw new IllegalStateException(
        node + " belongs to a cluster; its URL begins with redis-cluster: or rediss-cluster:.");
  }

  @Override
  public Node named(Redirect redirect) {
    return moved(redirect);
  }

  /** The sentinels, if there are any, are asked whenever a connection is made. */
  @Override
  public void refresh() {}
}
