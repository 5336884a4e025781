package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the dialect of a database. */
final class Dialects {

  private Dialects() {}

  /** Returns the dialect for a URL that begins with {@code jdbc:}. */
  static Dialect forUrl(String url) {
    List<Dialect> all = all();
    return all.stream()
        .filter(dialect -> dialect.urlPrefixes().stream().anyMatch(url::startsWith))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    ErrorCode.BAD_OPTION,
                    "No dialect is for %s; there are those for %s."
                        .formatted(prefix(url), prefixes(all))));
  }

  /** Returns the dialect for a database by what it calls itself. */
  static Dialect forProduct(String product) {
    List<Dialect> all = all();
    return all.stream()
        .filter(dialect -> dialect.isFor(product))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    ErrorCode.BAD_OPTION,
                    "No dialect is for the database %s; there are those for %s."
                        .formatted(product, prefixes(all))));
  }

  /** Returns the dialect of this name. */
  static Dialect named(String name) {
    List<Dialect> all = all();
    return all.stream()
        .filter(dialect -> dialect.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    ErrorCode.BAD_OPTION,
                    "No dialect is called %s; there are %s."
                        .formatted(
                            name,
                            all.stream().map(Dialect::name).collect(Collectors.joining(", ")))));
  }

  /**
   * Makes sure that the driver of {@code dialect} is there, and that what is written for it here
   * may use it: a driver on the class path is in no module that this one could require.
   */
  static void requireDriver(Dialect dialect) {
    try {
      Class<?> driver =
          Class.forName(dialect.driverClass(), false, dialect.getClass().getClassLoader());
      Dialects.class.getModule().addReads(driver.getModule());
    } catch (ClassNotFoundException missing) {
      throw new ConfigurationException(
          ErrorCode.MISSING_COMPONENT,
          "The driver %s is not on the class path; the artifact %s brings it."
              .formatted(dialect.driverClass(), dialect.driverArtifact()),
          missing);
    }
  }

  private static List<Dialect> all() {
    return ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static String prefixes(List<Dialect> all) {
    return all.stream()
        .flatMap(dialect -> dialect.urlPrefixes().stream())
        .collect(Collectors.joining(", "));
  }

  /** A URL may hold secrets behind its second colon. */
  private static String prefix(String url) {
    int second = url.indexOf(':', url.indexOf(':') + 1);
    return second < 0 ? "jdbc:" : url.substring(0, second + 1);
  }
}
