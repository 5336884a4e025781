package dev.holdfast.config;

import dev.holdfast.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an application says about the backend it wants: values by key, each with its source.
 *
 * <p>Values are checked when a backend is opened with them, because only then are its options
 * known. {@link #toString} shows no secrets. Immutable and thread-safe.
 */
public final class HoldfastConfig {

  /** The backend's URL. */
  public static final Option<String> URL =
      Option.string("url")
          .describedAs("The backend: its scheme, a colon, and what that backend expects after it.");

  /** The namespace that the application's collections live in. */
  public static final Option<String> NAMESPACE =
      Option.string("namespace")
          .defaultsTo("default")
          .describedAs("The namespace of all collections; namespaces do not see each other.");

  /** The name in logs and in the names of threads. */
  public static final Option<String> NAME =
      Option.string("name")
          .defaultsTo("holdfast")
          .describedAs("The name in logs and in names of threads, to tell several stores apart.");

  /** The time that an operation may take unless the caller says otherwise. */
  public static final Option<Duration> TIMEOUT =
      Option.duration("timeout", Duration.ofMillis(1), Duration.ofDays(1))
          .defaultsTo(Duration.ofSeconds(10))
          .describedAs("How long an operation may take unless the caller says otherwise.");

  /** The options of Holdfast itself; {@link #URL} is not among them but a key of its own. */
  public static final Section COMMON = Section.common(Options.of(NAMESPACE, NAME, TIMEOUT));

  static final String URL_KEY = Section.ROOT + "url";

  private final Map<String, Setting> settings;
  private final InstantSource clock;

  HoldfastConfig(Map<String, Setting> settings, InstantSource clock) {
    this.settings = Map.copyOf(settings);
    this.clock = clock;
  }

  /** Returns a configuration of nothing but a URL, for example {@code mapdb:./data}. */
  public static HoldfastConfig of(String url) {
    return builder().url(url).build();
  }

  /** Returns a builder without any value. */
  public static HoldfastConfigBuilder builder() {
    return new HoldfastConfigBuilder(Map.of(), InstantSource.system());
  }

  /**
   * Returns the values that surround the application.
   *
   * <p>From weakest to strongest: {@code holdfast.properties} on the class path, the same file in
   * the working directory, environment variables such as {@code HOLDFAST_REDIS_TIMEOUT}, system
   * properties such as {@code holdfast.redis.timeout}. The system property {@code holdfast.config}
   * or the variable {@code HOLDFAST_CONFIG} names one file to read instead of the first two. To set
   * values above all of these, continue with {@link #toBuilder}.
   *
   * @throws ConfigurationException if a file cannot be read
   */
  public static HoldfastConfig load() {
    return Surroundings.ofThisProcess().load();
  }

  /** Returns a configuration of these whole keys, for example {@code holdfast.url}. */
  public static HoldfastConfig from(Map<String, String> values) {
    HoldfastConfigBuilder builder = builder();
    values.forEach(builder::set);
    return builder.build();
  }

  /**
   * Returns the values of a properties file in UTF-8.
   *
   * @throws ConfigurationException if the file cannot be read
   */
  public static HoldfastConfig from(Path file) {
    Map<String, Setting> settings = new HashMap<>();
    PropertiesFile.at(file).forEach(setting -> settings.put(setting.name(), setting));
    return new HoldfastConfig(settings, InstantSource.system());
  }

  /** Returns a builder that begins with all values of this configuration. */
  public HoldfastConfigBuilder toBuilder() {
    return new HoldfastConfigBuilder(settings, clock);
  }

  /**
   * Returns the backend's URL, if one is given.
   *
   * @throws ConfigurationException if it has no scheme
   */
  public Optional<BackendUrl> url() {
    return urlSetting().map(setting -> BackendUrl.parse(setting.value()));
  }

  /** Returns the clock that all stores and the backend tell the time by. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Returns the values for the options of {@code section}; for a backend, those in the URL too.
   *
   * @throws ConfigurationException if a value is wrong or missing, or the URL's query has a key
   *     that the section does not declare
   */
  public Values values(Section section) {
    Map<String, Setting> given = new HashMap<>();
    for (Option<?> option : section.options().all()) {
      setting(section.fullKey(option)).ifPresent(setting -> given.put(option.key(), setting));
    }
    if (section.isBackend()) {
      urlSetting()
          .ifPresent(
              url -> UrlSettings.of(section, url).forEach((key, s) -> stronger(given, key, s)));
    }
    return new Values(section, given);
  }

  /** Returns the URL as it holds, masked, with its source; nothing if none is given. */
  public Optional<EffectiveSetting> effectiveUrl() {
    return urlSetting()
        .map(
            setting ->
                new EffectiveSetting(
                    URL_KEY, BackendUrl.parse(setting.value()).toString(), setting.source()));
  }

  /**
   * Checks that every key given is known.
   *
   * @param known all whole keys that exist, {@code holdfast.url} included
   * @param tolerated tells of a whole key that is not known whether it may stay, unused
   * @throws ConfigurationException naming an unknown key, its source and the nearest known one
   */
  public void requireKnownKeys(Collection<String> known, Predicate<String> tolerated) {
    new KeyCheck(known, tolerated).check(settings.values());
  }

  private Optional<Setting> urlSetting() {
    return setting(URL_KEY);
  }

  /** Returns the strongest setting for a whole key, whether spelt as key or as variable. */
  private Optional<Setting> setting(String key) {
    Map<String, Setting> found = new HashMap<>();
    for (String name : new String[] {key, EnvironmentName.of(key)}) {
      Setting setting = settings.get(name);
      if (setting != null) {
        stronger(found, key, setting);
      }
    }
    return Optional.ofNullable(found.get(key));
  }

  private static void stronger(Map<String, Setting> settings, String key, Setting setting) {
    settings.merge(key, setting, (old, now) -> now.layer().compareTo(old.layer()) < 0 ? old : now);
  }

  /** Returns the keys given and where each comes from, without the values. */
  @Override
  public String toString() {
    return settings.values().stream()
        .map(Setting::toString)
        .sorted()
        .collect(Collectors.joining(", ", "HoldfastConfig[", "]"));
  }
}
