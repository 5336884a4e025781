package dev.holdfast.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that one backend, or Holdfast itself, understands.
 *
 * <p>Immutable and thread-safe.
 */
public final class Options {

  private static final Options NONE = new Options(List.of(), false);

  private final List<Option<?>> all;
  private final boolean queryPassesThrough;

  private Options(List<Option<?>> all, boolean queryPassesThrough) {
    this.all = all;
    this.queryPassesThrough = queryPassesThrough;
  }

  /** Returns the options of a backend that has none. */
  public static Options none() {
    return NONE;
  }

  /**
   * Returns {@code options} in this order.
   *
   * @throws IllegalArgumentException if two have the same key, or two take the same part of a URL
   */
  public static Options of(Option<?>... options) {
    Set<String> seen = new HashSet<>();
    for (Option<?> option : options) {
      if (!seen.add(EnvironmentName.of(option.key()))) {
        throw new IllegalArgumentException("The option " + option.key() + " is declared twice.");
      }
    }
    if (Arrays.stream(options).filter(Option::isFromUrl).count() > 1) {
      throw new IllegalArgumentException("Two options take their value from the URL.");
    }
    return new Options(List.of(options), false);
  }

  /**
   * Returns these options for a backend whose URL goes to a driver as it is, query included, as
   * with {@code jdbc:}.
   *
   * <p>Otherwise {@code ?key=value} in the URL gives options, and the backend does not see it.
   */
  public Options withQueryForDriver() {
    return new Options(all, true);
  }

  /** Returns all options in the order of their declaration. */
  public List<Option<?>> all() {
    return all;
  }

  /** Returns the option with this short key. */
  public Optional<Option<?>> find(String key) {
    return all.stream().filter(option -> option.key().equals(key)).findAny();
  }

  /** Returns whether the URL's query belongs to a driver. */
  public boolean isQueryForDriver() {
    return queryPassesThrough;
  }
}
