package dev.holdfast.config;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of one section's options.
 *
 * <p>Immutable and thread-safe.
 */
public final class Values {

  private final Section section;
  private final Map<String, Setting> given;

  /** Holds {@code given} settings by the short key, after reading each one once. */
  Values(Section section, Map<String, Setting> given) {
    this.section = section;
    this.given = Map.copyOf(given);
    for (Option<?> option : section.options().all()) {
      if (option.isRequired() && !given.containsKey(option.key())) {
        throw missing(option);
      }
      find(option);
    }
  }

  /**
   * Returns the value given for {@code option}, or else its default.
   *
   * @throws ConfigurationException if there is neither
   * @throws IllegalArgumentException if the section does not declare the option
   */
  public <T> T get(Option<T> option) {
    return find(option).orElseThrow(() -> missing(option));
  }

  /**
   * Returns the value given for {@code option}, or else its default, or else nothing.
   *
   * @throws IllegalArgumentException if the section does not declare the option
   */
  public <T> Optional<T> find(Option<T> option) {
    if (section.options().find(option.key()).isEmpty()) {
      throw new IllegalArgumentException(section.fullKey(option) + " is not declared.");
    }
    Setting setting = given.get(option.key());
    return setting == null ? option.defaultValue() : Optional.of(read(option, setting));
  }

  /** Returns all options as they hold, secrets masked, in the order of their declaration. */
  public List<EffectiveSetting> effective() {
    return section.options().all().stream().map(this::effective).toList();
  }

  private <T> EffectiveSetting effective(Option<T> option) {
    Setting setting = given.get(option.key());
    String value = find(option).map(option::write).map(text -> shown(option, text)).orElse("-");
    return new EffectiveSetting(section.fullKey(option), value, sourceOf(option, setting));
  }

  private static String sourceOf(Option<?> option, @Nullable Setting setting) {
    if (setting != null) {
      return setting.source();
    }
    return option.defaultValue().isPresent() ? "default" : "not set";
  }

  private <T> T read(Option<T> option, Setting setting) {
    try {
      return option.read(setting.value());
    } catch (IllegalArgumentException e) {
      // The cause would repeat the value, which may be secret.
      throw new ConfigurationException(
          ErrorCode.BAD_OPTION,
          "%s is \"%s\" (%s), which is not %s."
              .formatted(
                  section.fullKey(option),
                  shown(option, setting.value()),
                  setting.source(),
                  option.form()));
    }
  }

  /** A part of a URL may hold a password, like the whole. */
  private static String shown(Option<?> option, String value) {
    if (option.isSecret()) {
      return "***";
    }
    return option.isFromUrl() ? BackendUrl.mask(value) : value;
  }

  private ConfigurationException missing(Option<?> option) {
    String url =
        option.isFromUrl() ? " In a URL it stands behind \"" + section.scheme() + ":\"." : "";
    String description = option.description().isEmpty() ? "" : " (" + option.description() + ")";
    return new ConfigurationException(
        ErrorCode.MISSING_OPTION, section.fullKey(option) + description + " is not set." + url);
  }
}
