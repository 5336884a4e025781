package dev.holdfast.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody uses.
 *
 * <p>They lie below those that systems hand out by themselves, so that a server that was killed
 * finds its port free again; at random, so that several JVMs hardly ever try the same.
 */
final class Ports {

  /** How far the second port of a Redis Cluster node is from its first. */
  static final int BUS = 10_000;

  private static final int LOWEST = 10_240;
  private static final int HIGHEST = 22_000;
  private static final int TRIES = 1_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  /** Returns a port that is free, and whose cluster bus port is free too. */
  static synchronized int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (!GIVEN.contains(port) && isFree(port) && isFree(port + BUS)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port was found between %d and %d.".formatted(LOWEST, HIGHEST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
