package dev.holdfast.core.discovery;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import dev.holdfast.config.Section;
import dev.holdfast.spi.BackendProvider;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the page of all configuration keys from what the code declares. */
public final class ConfigurationReference {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the code; a test compares it. Change the declarations instead. -->

      One URL selects the backend. Everything else has a default or belongs to that backend.

      ```java
      Holdfast.open("mapdb:./data");           // just a URL
      Holdfast.open(HoldfastConfig.load());    // from the surroundings
      ```

      ## Where values come from

      `HoldfastConfig.load()` reads these places; a later one goes before an earlier one:

      1. the default of the key
      2. `holdfast.properties` on the class path, in UTF-8
      3. `holdfast.properties` in the working directory
      4. environment variables: `HOLDFAST_REDIS_TIMEOUT` is `holdfast.redis.timeout`
      5. system properties: `-Dholdfast.redis.timeout=5s`
      6. values set in code: `HoldfastConfig.load().toBuilder().timeout(Duration.ofSeconds(5))`

      `-Dholdfast.config=FILE` or `HOLDFAST_CONFIG=FILE` names one file to read in place of 2 and 3.
      An empty environment variable counts as not set. Keys under `holdfast.tck.` and
      `holdfast.test.` belong to tests and are not read.

      In a URL, `redis://host?timeout=5s` is the same as `holdfast.redis.timeout=5s`; it is as
      strong as the place that the URL comes from, and goes before a key from that same place. `%`
      and two hexadecimal digits stand for a byte there. What stands before the `?` is taken as
      written.

      Nothing is corrected in silence: an unknown key, or a value that is not of its form, is
      refused with its source and the nearest valid key. Keys of a Holdfast backend that is not on
      the class path are not looked at. Secrets, user info and whatever follows `?` or `;` in a URL
      never appear in a message or a log line.
      """;

  private ConfigurationReference() {}

  /** Returns the page, in Markdown, for these providers; their order does not matter. */
  public static String render(Collection<BackendProvider> providers) {
    Options common =
        Options.of(
            Stream.of(
                    Stream.of(HoldfastConfig.URL),
                    HoldfastConfig.COMMON.options().all().stream(),
                    Requirements.SECTION.options().all().stream())
                .flatMap(options -> options)
                .toArray(Option<?>[]::new));
    String backends =
        providers.stream()
            .sorted(Comparator.comparing(BackendProvider::scheme))
            .map(ConfigurationReference::backend)
            .collect(Collectors.joining());
    return INTRODUCTION
        + "\n## Keys of Holdfast itself\n"
        + table(Section.common(common))
        + backends;
  }

  private static String backend(BackendProvider provider) {
    Options options = provider.options();
    String schemes =
        provider.schemes().stream()
            .sorted()
            .map(scheme -> "`" + scheme + ":`")
            .collect(Collectors.joining(", "));
    String query =
        options.isQueryForDriver() ? " The whole URL, query included, goes to the driver." : "";
    String keys =
        options.all().isEmpty()
            ? "\nIt has no keys.\n"
            : table(Section.backend(provider.scheme(), options));
    return "\n## Backend `%s`\n\n%s URLs begin with %s.%s\n%s"
        .formatted(provider.scheme(), provider.description(), schemes, query, keys);
  }

  private static String table(Section section) {
    return section.options().all().stream()
        .map(option -> row(section, option))
        .collect(
            Collectors.joining(
                "", "\n| key | value | default | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String row(Section section, Option<?> option) {
    String absent = option.isRequired() ? "required" : "–";
    String value = option.isSecret() ? option.form() + "; secret" : option.form();
    String inUrl = option.isFromUrl() ? " In a URL: what follows `" + section.scheme() + ":`." : "";
    return "| `%s` | %s | %s | %s%s |\n"
        .formatted(
            section.fullKey(option),
            cell(value),
            option.defaultText().map(text -> "`" + cell(text) + "`").orElse(absent),
            cell(option.description()),
            inUrl);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
