package dev.holdfast.error;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the page of all error codes, {@code docs/errors.md}. */
final class ErrorPage {

  private static final String INTRODUCTION =
      """
      # Errors

      <!-- Generated from the code; a test compares it. Change ErrorCode instead. -->

      Every message holds a code that never changes, what happened, the likely cause and the
      remedy. The last column tells what a program may do.
      """;

  private static final Map<Character, String> GROUPS =
      Map.of(
          '1', "Configuration",
          '2', "Conflict",
          '3', "Availability",
          '4', "The request",
          '5', "The data",
          '6', "Life cycle");

  private ErrorPage() {}

  static String render() {
    Map<String, List<ErrorCode>> byGroup =
        Arrays.stream(ErrorCode.values())
            .collect(
                Collectors.groupingBy(ErrorPage::group, LinkedHashMap::new, Collectors.toList()));
    return INTRODUCTION
        + byGroup.entrySet().stream()
            .map(group -> section(group.getKey(), group.getValue()))
            .collect(Collectors.joining());
  }

  /** Returns the heading for the first digit of the code; empty if it belongs to no group. */
  static String group(ErrorCode code) {
    return GROUPS.getOrDefault(code.id().charAt("HF-".length()), "");
  }

  private static String section(String heading, List<ErrorCode> codes) {
    return codes.stream()
        .map(ErrorPage::row)
        .collect(
            Collectors.joining(
                "",
                "\n## "
                    + heading
                    + "\n\n| code | likely cause | remedy | repeat? |\n|---|---|---|---|\n",
                ""));
  }

  private static String row(ErrorCode code) {
    return "| `%s` %s | %s | %s | %s |\n"
        .formatted(code.id(), words(code), code.cause(), code.remedy(), repeat(code.retry()));
  }

  private static String words(ErrorCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String repeat(Retry retry) {
    return switch (retry) {
      case NEVER -> "no";
      case SAFE -> "yes, nothing was applied";
      case AFTER_READING_AGAIN -> "after reading again";
      case SAME_COMMIT_ONLY -> "the same commit only";
    };
  }
}
