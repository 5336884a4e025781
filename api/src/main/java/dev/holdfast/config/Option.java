package dev.holdfast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting that a backend, or Holdfast itself, understands: its key, type, bounds and default.
 *
 * <p>The key is the short one, without {@code holdfast.} and the backend's scheme: {@code timeout}
 * for {@code holdfast.redis.timeout}. An option is neither required nor has a default unless it
 * says so; then its value may be absent. Immutable and thread-safe; every method that changes
 * something returns a new option.
 *
 * @param <T> the type of the value
 */
public final class Option<T> {

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

  private final String key;
  private final Kind<T> kind;
  private final boolean secret;
  private final boolean required;
  private final boolean fromUrl;
  private final @Nullable T defaultValue;
  private final String description;

  private Option(
      String key,
      Kind<T> kind,
      boolean secret,
      boolean required,
      boolean fromUrl,
      @Nullable T defaultValue,
      String description) {
    this.key = key;
    this.kind = kind;
    this.secret = secret;
    this.required = required;
    this.fromUrl = fromUrl;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  private static <T> Option<T> of(String key, Kind<T> kind, boolean secret) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "The key \"" + key + "\" is not lower-case words joined by dots or dashes.");
    }
    return new Option<>(key, kind, secret, false, false, null, "");
  }

  /** Returns an option whose value is text, not empty. */
  public static Option<String> string(String key) {
    return of(key, Kinds.TEXT, false);
  }

  /** Returns an option whose value is text that no message, log line or toString may show. */
  public static Option<String> secret(String key) {
    return of(key, Kinds.TEXT, true);
  }

  /** Returns an option whose value is a whole number from {@code least} to {@code most}. */
  public static Option<Integer> integer(String key, int least, int most) {
    return of(key, Kinds.integer(least, most), false);
  }

  /**
   * Returns an option whose value is a number of bytes from {@code least} to {@code most}, written
   * like {@code 64MiB}.
   *
   * <p>Units are B, KiB, MiB, GiB and TiB (powers of 1024) and kB, MB, GB and TB (powers of 1000).
   */
  public static Option<Long> size(String key, long least, long most) {
    return of(key, Kinds.size(least, most), false);
  }

  /**
   * Returns an option whose value is a time span from {@code least} to {@code most}, written like
   * {@code 250ms}, {@code 5s}, {@code 2min}, {@code 1h} or {@code 7d}.
   */
  public static Option<Duration> duration(String key, Duration least, Duration most) {
    return of(key, Kinds.duration(least, most), false);
  }

  /** Returns an option whose value is {@code true} or {@code false}. */
  public static Option<Boolean> bool(String key) {
    return of(key, Kinds.BOOL, false);
  }

  /** Returns an option whose value is a path; a relative one starts at the working directory. */
  public static Option<Path> path(String key) {
    return of(key, Kinds.PATH, false);
  }

  /** Returns an option whose value is a constant of {@code type}, written {@code like-this}. */
  public static <E extends Enum<E>> Option<E> choice(String key, Class<E> type) {
    return of(key, Kinds.choice(type), false);
  }

  /** Returns an option whose value is a list of texts, separated by commas. */
  public static Option<List<String>> list(String key) {
    return of(key, Kinds.LIST, false);
  }

  /** Returns this option, required: without a value the backend does not start. */
  public Option<T> required() {
    return new Option<>(key, kind, secret, true, fromUrl, null, description);
  }

  /**
   * Returns this option with the value that holds when none is given.
   *
   * @throws IllegalArgumentException if {@code value} is not one that could be given
   */
  public Option<T> defaultsTo(T value) {
    if (!kind.read(kind.write(value)).equals(value)) {
      throw new IllegalArgumentException("The default of " + key + " cannot be written.");
    }
    return new Option<>(key, kind, secret, false, fromUrl, value, description);
  }

  /** Returns this option with a sentence for the reference page, first word in upper case. */
  public Option<T> describedAs(String sentence) {
    return new Option<>(key, kind, secret, required, fromUrl, defaultValue, sentence);
  }

  /** Returns this option, taking its value from the part of the URL between scheme and query. */
  public Option<T> fromUrl() {
    return new Option<>(key, kind, secret, required, true, defaultValue, description);
  }

  /** Returns the short key. */
  public String key() {
    return key;
  }

  /** Returns what a value is, for example {@code a whole number from 1 to 64}. */
  public String form() {
    return kind.form();
  }

  /** Returns the text for the reference page; empty if none was given. */
  public String description() {
    return description;
  }

  /** Returns whether the value must never be shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Returns whether a value must be given. */
  public boolean isRequired() {
    return required;
  }

  /** Returns whether the part of the URL between scheme and query gives the value. */
  public boolean isFromUrl() {
    return fromUrl;
  }

  /** Returns the value that holds when none is given. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** Returns the default as it would be written. */
  public Optional<String> defaultText() {
    return defaultValue().map(kind::write);
  }

  /**
   * Returns the value that {@code text} stands for.
   *
   * @throws IllegalArgumentException if it stands for none; the message may hold the text
   */
  T read(String text) {
    return kind.read(text);
  }

  /** Returns {@code value} as it would be written; a secret is not masked. */
  public String write(T value) {
    return kind.write(value);
  }

  @Override
  public String toString() {
    return key;
  }
}
