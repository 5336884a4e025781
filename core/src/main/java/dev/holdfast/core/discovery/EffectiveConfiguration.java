package dev.holdfast.core.discovery;

import dev.holdfast.config.EffectiveSetting;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lays settings out in aligned lines. */
final class EffectiveConfiguration {

  private EffectiveConfiguration() {}

  static String lines(List<EffectiveSetting> settings) {
    int keys = widest(settings, EffectiveSetting::key);
    int values = widest(settings, EffectiveSetting::value);
    String line = "  %-" + keys + "s  %-" + values + "s  (%s)";
    return settings.stream()
        .map(setting -> line.formatted(setting.key(), setting.value(), setting.source()))
        .collect(Collectors.joining("\n"));
  }

  private static int widest(
      List<EffectiveSetting> settings, Function<EffectiveSetting, String> column) {
    return settings.stream().map(column).mapToInt(String::length).max().orElse(1);
  }
}
