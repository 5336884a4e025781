package dev.holdfast.testservers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** An engine that tests run against. Its id is its name in lower case with hyphens. */
public enum Engine {
  /** One Redis server. */
  REDIS,
  /** Three Redis Sentinels over a primary and a replica. */
  REDIS_SENTINEL,
  /** A Redis Cluster of three masters with a replica each. */
  REDIS_CLUSTER,
  /** One Redis server that speaks TLS alone and knows its users. */
  REDIS_TLS,
  /** One PostgreSQL server. */
  POSTGRESQL,
  /** One MariaDB server. */
  MARIADB;

  private static final String ENGINES = "holdfast.engines";

  /** Returns the id, for example {@code redis-cluster}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Tells whether this run wants the engine: all do, unless {@code -Dholdfast.engines} names some.
   *
   * @throws IllegalArgumentException if that property names an engine that there is not
   */
  public boolean isWanted() {
    return wanted().contains(this);
  }

  static Set<Engine> wanted() {
    String ids = Setting.of(ENGINES).orElse("");
    if (ids.isBlank()) {
      return EnumSet.allOf(Engine.class);
    }
    Set<String> left = new TreeSet<>(Arrays.asList(ids.strip().split("\\s*,\\s*", -1)));
    Set<Engine> wanted = EnumSet.noneOf(Engine.class);
    for (Engine engine : values()) {
      if (left.remove(engine.id())) {
        wanted.add(engine);
      }
    }
    if (!left.isEmpty() || wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "%s names %s. There are: %s.".formatted(ENGINES, left, ids(EnumSet.allOf(Engine.class))));
    }
    return wanted;
  }

  static String ids(Set<Engine> engines) {
    return engines.stream().map(Engine::id).collect(Collectors.joining(", "));
  }

  /** Returns why tests of this engine are skipped. */
  String reasonToSkip() {
    return "%s is left out of this run: %s=%s"
        .formatted(id(), ENGINES, Setting.of(ENGINES).orElse(""));
  }

  /** Ends the test that runs as skipped, unless the engine is wanted. */
  void orSkip() {
    Assumptions.assumeTrue(isWanted(), this::reasonToSkip);
  }
}
