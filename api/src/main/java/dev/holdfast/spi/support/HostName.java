package dev.holdfast.spi.support;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The name of this machine, for people who look for the process that owns something.
 *
 * <p>It is asked for once, because a resolver may be slow. Thread-safe.
 */
public final class HostName {

  private static final String OWN = ask();

  private HostName() {}

  /** Returns the name of this machine, or {@code unknown} if it has none. */
  public static String own() {
    return OWN;
  }

  private static String ask() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
