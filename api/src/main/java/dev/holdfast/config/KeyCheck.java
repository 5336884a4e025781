package dev.holdfast.config;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Refuses keys that nobody declares, and names the one that was probably meant. */
final class KeyCheck {

  private final Collection<String> known;
  private final Predicate<String> tolerated;

  KeyCheck(Collection<String> known, Predicate<String> tolerated) {
    this.known = new TreeSet<>(known);
    this.tolerated = tolerated;
  }

  static KeyCheck ofQuery(Section section) {
    return new KeyCheck(section.options().all().stream().map(Option::key).toList(), key -> false);
  }

  /**
   * Checks {@code settings}, in alphabetical order so that the first refusal is always the same.
   */
  void check(Collection<Setting> settings) {
    settings.stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(this::check);
  }

  private void check(Setting setting) {
    boolean variable = setting.layer() == Layer.ENVIRONMENT && isUpperCase(setting.name());
    List<String> names =
        variable ? known.stream().map(EnvironmentName::of).toList() : List.copyOf(known);
    if (names.contains(setting.name()) || tolerated.test(keyOf(setting.name(), variable))) {
      return;
    }
    throw new ConfigurationException(
        ErrorCode.UNKNOWN_KEY,
        "There is no key \"%s\" (%s). %s"
            .formatted(setting.name(), setting.source(), remedy(setting.name(), names)));
  }

  private static boolean isUpperCase(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT));
  }

  private static String keyOf(String name, boolean variable) {
    return variable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
  }

  private static String remedy(String name, List<String> names) {
    if (names.isEmpty()) {
      return "This backend has no keys.";
    }
    return Suggestion.nearest(name, names)
        .or(() -> Suggestion.nearest(Section.ROOT + name, names))
        .map(nearest -> "Did you mean \"" + nearest + "\"?")
        .orElse("The keys are: " + String.join(", ", names) + ".");
  }
}
