package dev.holdfast.core.discovery;

import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import dev.holdfast.config.Section;
import dev.holdfast.config.Values;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Reach;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an application may require of its backend, checked before it is used. */
final class Requirements {

  private static final List<Requirement<?>> ALL =
      List.of(
          new Requirement<>(
              Option.choice("require.durability", Durability.class)
                  .describedAs("The least that an acknowledged commit must survive."),
              Capabilities::durability,
              (declared, required) -> declared.compareTo(required) >= 0),
          new Requirement<>(
              Option.choice("require.failover", Failover.class)
                  .describedAs("The most that may happen to acknowledged commits in a failover."),
              Capabilities::failover,
              (declared, required) -> declared.compareTo(required) <= 0),
          new Requirement<>(
              Option.choice("require.reach", Reach.class)
                  .describedAs("Who must be able to work on the storage at the same time."),
              Capabilities::reach,
              (declared, required) -> declared.compareTo(required) >= 0),
          new Requirement<>(
              Option.choice("require.hints", Hints.class)
                  .describedAs("How watchers must learn of changes."),
              Capabilities::hints,
              (declared, required) -> declared.compareTo(required) >= 0));

  static final Section SECTION =
      Section.common(Options.of(ALL.stream().map(Requirement::option).toArray(Option<?>[]::new)));

  private Requirements() {}

  /** Checks what the backend declares against what {@code values} of the section require. */
  static void check(Values values, BackendInfo backend) {
    ALL.forEach(requirement -> requirement.check(values, backend));
  }

  /** Returns capabilities in the words of the configuration. */
  static String describe(Capabilities capabilities) {
    return ALL.stream()
        .map(requirement -> requirement.describe(capabilities))
        .collect(Collectors.joining(", "));
  }

  private record Requirement<E extends Enum<E>>(
      Option<E> option, Function<Capabilities, E> declared, Comparison<E> enough) {

    void check(Values values, BackendInfo backend) {
      E given = declared.apply(backend.capabilities());
      values
          .find(option)
          .filter(required -> !enough.test(given, required))
          .ifPresent(
              required -> {
                throw new ConfigurationException(
                    ErrorCode.CAPABILITY_REQUIRED,
                    "%s asks for \"%s\", but the backend \"%s\" gives \"%s\"."
                        .formatted(
                            SECTION.fullKey(option),
                            option.write(required),
                            backend.name(),
                            option.write(given)));
              });
    }

    String describe(Capabilities capabilities) {
      String name = option.key().substring(option.key().indexOf('.') + 1);
      return name + " " + option.write(declared.apply(capabilities));
    }
  }

  private interface Comparison<E> {
    boolean test(E declared, E required);
  }
}
