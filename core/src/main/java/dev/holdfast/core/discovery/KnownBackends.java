package dev.holdfast.core.discovery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The backends that Holdfast itself offers, to tell what is missing when one is not found. */
final class KnownBackends {

  private static final String ARTIFACT = "dev.holdfast:holdfast-backend-";

  private static final List<Known> ALL =
      List.of(
          new Known("memory", Set.of("memory")),
          new Known("mapdb", Set.of("mapdb")),
          new Known("redis", Set.of("redis", "rediss", "redis-sentinel")),
          new Known("jdbc", Set.of("jdbc")));

  /** Database URLs as people write them when they forget that {@code jdbc:} goes before. */
  private static final Map<String, String> JDBC_NAMES =
      Map.of(
          "postgresql", "jdbc:postgresql:",
          "postgres", "jdbc:postgresql:",
          "mariadb", "jdbc:mariadb:",
          "mysql", "jdbc:mariadb:",
          "h2", "jdbc:h2:",
          "sqlite", "jdbc:sqlite:");

  private KnownBackends() {}

  static Optional<String> artifact(String scheme) {
    return ALL.stream()
        .filter(known -> known.schemes().contains(scheme))
        .map(known -> ARTIFACT + known.name())
        .findAny();
  }

  static Optional<String> jdbcUrl(String scheme) {
    return Optional.ofNullable(JDBC_NAMES.get(scheme));
  }

  static Collection<String> schemes() {
    Collection<String> schemes = new TreeSet<>();
    ALL.forEach(known -> schemes.addAll(known.schemes()));
    return schemes;
  }

  /** Returns the schemes that begin the keys of these backends. */
  static Collection<String> keySchemes() {
    return ALL.stream().map(Known::name).toList();
  }

  /** Returns the file in the artifact's jar that stays when jars are merged. */
  static Optional<String> trace(String scheme) {
    return artifact(scheme)
        .map(name -> "META-INF/maven/" + name.replace(':', '/') + "/pom.properties");
  }

  /** A backend by the scheme of its keys, which its artifact is called after too. */
  private record Known(String name, Set<String> schemes) {}
}
