package dev.holdfast.config;

import java.util.stream.Stream;

/**
 * The options of Holdfast itself, or of one backend, under the beginning that their keys share.
 *
 * @param scheme the backend's scheme; empty for Holdfast itself
 * @param options the options
 */
public record Section(String scheme, Options options) {

  static final String ROOT = "holdfast.";

  /** Returns options of Holdfast itself: {@code holdfast.<key>}. */
  public static Section common(Options options) {
    return new Section("", options);
  }

  /** Returns options of the backend for {@code scheme}: {@code holdfast.<scheme>.<key>}. */
  public static Section backend(String scheme, Options options) {
    return new Section(scheme, options);
  }

  /** Returns the whole key of {@code option}. */
  public String fullKey(Option<?> option) {
    return prefix() + option.key();
  }

  /** Returns the whole keys of all options. */
  public Stream<String> fullKeys() {
    return options.all().stream().map(this::fullKey);
  }

  boolean isBackend() {
    return !scheme.isEmpty();
  }

  String prefix() {
    return isBackend() ? ROOT + scheme + "." : ROOT;
  }
}
