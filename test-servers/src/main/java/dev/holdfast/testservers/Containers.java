package dev.holdfast.testservers;

import org.testcontainers.DockerClientFactory;

/** Whether servers run in containers, and from which images. */
final class Containers {

  private static final String SERVERS = "holdfast.test.servers";
  private static final String CONTAINERS = "containers";
  private static final String EMBEDDED = "embedded";

  private Containers() {}

  /**
   * Tells whether to use containers: as {@code holdfast.test.servers} says, or else where there is
   * a container engine. One that answers is used, come what may.
   *
   * @throws IllegalStateException if containers are asked for and no engine answers
   */
  static boolean areUsed() {
    String wanted = Setting.of(SERVERS).orElse("");
    return switch (wanted) {
      case "" -> Found.ENGINE;
      case EMBEDDED -> false;
      case CONTAINERS -> {
        if (!Found.ENGINE) {
          throw new IllegalStateException(
              "%s=%s, but no container engine answers; is DOCKER_HOST right?"
                  .formatted(SERVERS, CONTAINERS));
        }
        yield true;
      }
      default ->
          throw new IllegalArgumentException(
              "%s is %s, which is none of: %s, %s."
                  .formatted(SERVERS, wanted, CONTAINERS, EMBEDDED));
    };
  }

  /** Returns the image of an engine: {@code holdfast.test.<engine>.image}, or else this one. */
  static String image(Engine engine, String usual) {
    return Setting.of(engine, "image").orElse(usual);
  }

  /** Returns where the ports of containers are reached. */
  static String host() {
    return DockerClientFactory.instance().dockerHostIpAddress();
  }

  /** Asked once. */
  private static final class Found {
    static final boolean ENGINE = DockerClientFactory.instance().isDockerAvailable();
  }
}
