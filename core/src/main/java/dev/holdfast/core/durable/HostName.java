package dev.holdfast.core.durable;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, for people; asked for once, because a resolver may be slow. */
final class HostName {

  private static final String OWN = ask();

  private HostName() {}

  static String own() {
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
