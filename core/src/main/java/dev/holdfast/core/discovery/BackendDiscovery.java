package dev.holdfast.core.discovery;

import dev.holdfast.config.BackendUrl;
import dev.holdfast.config.EffectiveSetting;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Section;
import dev.holdfast.config.Values;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends that are present.
 *
 * <p>Being present changes nothing; only a URL that names a backend opens it. Immutable and
 * thread-safe.
 */
public final class BackendDiscovery {

  private static final String ROOT = "holdfast.";

  private final ProviderSearch search;
  private final StartFailure failures;
  private final Logger log;

  BackendDiscovery(ProviderSearch search, Logger log) {
    this.search = search;
    this.failures = new StartFailure(search);
    this.log = log;
  }

  private static BackendDiscovery of(ProviderSearch search) {
    return new BackendDiscovery(search, LoggerFactory.getLogger(BackendDiscovery.class));
  }

  /** Finds providers through the API's class loader and the thread's context class loader. */
  public static BackendDiscovery find() {
    return of(ProviderSearch.ofThisThread());
  }

  /** Finds providers through these class loaders, in this order. */
  public static BackendDiscovery through(ClassLoader... loaders) {
    return of(new ProviderSearch(new LinkedHashSet<>(Arrays.asList(loaders))));
  }

  /** Returns the usable providers, in the order in which they were found. */
  public List<BackendProvider> providers() {
    return search.providers();
  }

  /**
   * Opens the backend that {@code config} names, after checking all of {@code config}.
   *
   * <p>The settings as they hold are logged once, secrets masked.
   *
   * @throws ConfigurationException if no backend can be selected, a setting is wrong, or the
   *     backend does not give what is required
   * @throws dev.holdfast.error.UnavailableException if its engine cannot be reached
   */
  public OpenedBackend open(HoldfastConfig config) {
    BackendUrl url = config.url().orElseThrow(() -> withoutUrl(config));
    BackendProvider provider = select(url);
    requireKnownKeys(config);
    Values common = config.values(HoldfastConfig.COMMON);
    Values required = config.values(Requirements.SECTION);
    BackendConfig backendConfig = BackendConfig.of(config, provider);
    List<EffectiveSetting> settings = new ArrayList<>();
    config.effectiveUrl().ifPresent(settings::add);
    Stream.of(common.effective(), required.effective(), backendConfig.effective())
        .forEach(settings::addAll);
    log(provider, settings);
    Backend backend = open(provider, backendConfig);
    try {
      Requirements.check(required, backend.info());
    } catch (RuntimeException refused) {
      closeAfter(refused, backend);
      throw refused;
    }
    return new OpenedBackend(backend, backendConfig, common, settings);
  }

  /** Returns the schemes, class and place of each provider, one a line, and those that failed. */
  public String describe() {
    Stream<String> usable =
        search.providers().stream()
            .map(
                provider ->
                    provider.schemes().stream().sorted().collect(Collectors.joining(", "))
                        + ": "
                        + StartFailure.place(provider));
    Stream<String> broken =
        search.broken().stream().map(provider -> "not usable: " + provider.problem());
    return Stream.concat(usable, broken).collect(Collectors.joining("\n"));
  }

  private BackendProvider select(BackendUrl url) {
    if (search.providers().isEmpty()) {
      throw failures.noProviders(url);
    }
    List<BackendProvider> matching =
        search.providers().stream()
            .filter(provider -> provider.schemes().contains(url.scheme()))
            .toList();
    return switch (matching.size()) {
      case 0 -> throw failures.unknownScheme(url);
      case 1 -> matching.get(0);
      default -> throw failures.duplicateScheme(url, matching);
    };
  }

  /** A URL whose key is misspelt is more to the point than none; backends' keys may stay. */
  private ConfigurationException withoutUrl(HoldfastConfig config) {
    config.requireKnownKeys(
        known(Stream.empty()),
        key -> key.indexOf('.', ROOT.length()) >= 0 && !key.startsWith(ROOT + "require."));
    return failures.notConfigured();
  }

  /** Keys of a backend of Holdfast's own that is not present may stay; they cannot be checked. */
  private void requireKnownKeys(HoldfastConfig config) {
    List<String> known =
        known(
            search.providers().stream()
                .map(provider -> Section.backend(provider.scheme(), provider.options())));
    List<String> absent =
        KnownBackends.keySchemes().stream()
            .filter(scheme -> search.providers().stream().noneMatch(p -> p.scheme().equals(scheme)))
            .map(scheme -> ROOT + scheme + ".")
            .toList();
    config.requireKnownKeys(known, key -> absent.stream().anyMatch(key::startsWith));
  }

  private static List<String> known(Stream<Section> ofBackends) {
    List<String> known =
        Stream.concat(Stream.of(HoldfastConfig.COMMON, Requirements.SECTION), ofBackends)
            .flatMap(Section::fullKeys)
            .collect(Collectors.toCollection(ArrayList::new));
    known.add(ROOT + HoldfastConfig.URL.key());
    return known;
  }

  private void log(BackendProvider provider, List<EffectiveSetting> settings) {
    search.broken().forEach(broken -> log.warn("A backend is not usable: {}.", broken.problem()));
    if (log.isInfoEnabled()) {
      log.info(
          "Opening {} ({}) with\n{}",
          provider.scheme(),
          StartFailure.place(provider),
          EffectiveConfiguration.lines(settings));
    }
  }

  private static Backend open(BackendProvider provider, BackendConfig config) {
    try {
      return provider.open(config);
    } catch (HoldfastException refused) {
      throw refused;
    } catch (RuntimeException | LinkageError e) {
      throw new ConfigurationException(
          ErrorCode.BROKEN_PROVIDER,
          "The backend \"%s\" (%s) failed while it was opened."
              .formatted(provider.scheme(), StartFailure.place(provider)),
          e);
    }
  }

  private static void closeAfter(RuntimeException refused, Backend backend) {
    try {
      backend.close();
    } catch (RuntimeException e) {
      refused.addSuppressed(e);
    }
  }
}
