package dev.holdfast.core.discovery;

import dev.holdfast.config.BackendUrl;
import dev.holdfast.config.Suggestion;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.BackendProvider;
import java.security.CodeSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says why no backend can be selected, and what would help. */
final class StartFailure {

  private final ProviderSearch search;

  StartFailure(ProviderSearch search) {
    this.search = search;
  }

  ConfigurationException notConfigured() {
    return failure(ErrorCode.NOT_CONFIGURED, "No backend is configured. " + found());
  }

  ConfigurationException noProviders(BackendUrl url) {
    if (!search.broken().isEmpty()) {
      return failure(
          ErrorCode.BROKEN_PROVIDER,
          "No backend could be loaded, so nothing answers to \"" + url.scheme() + "\"." + broken());
    }
    List<String> files = search.serviceFiles();
    String serviceFile =
        files.isEmpty()
            ? "There is no file " + ProviderSearch.SERVICE_FILE + " to be seen"
            : "The service file " + String.join(" and ", files) + " names no backend";
    return failure(
        ErrorCode.NO_PROVIDERS,
        "No backend was found, so nothing answers to \"%s\". %s (searched: class loader %s).%s"
            .formatted(
                url.scheme(),
                serviceFile,
                String.join(", ", search.loaderNames()),
                advice(url.scheme())));
  }

  ConfigurationException unknownScheme(BackendUrl url) {
    String scheme = url.scheme();
    return failure(
        ErrorCode.UNKNOWN_SCHEME,
        "No backend answers to \"" + scheme + "\". " + found() + advice(scheme) + broken());
  }

  ConfigurationException duplicateScheme(BackendUrl url, List<BackendProvider> providers) {
    return failure(
        ErrorCode.DUPLICATE_SCHEME,
        "%d backends answer to \"%s\": %s."
            .formatted(
                providers.size(),
                url.scheme(),
                providers.stream().map(StartFailure::place).collect(Collectors.joining(" and "))));
  }

  /** Returns the class of a provider and the jar or directory that it was loaded from. */
  static String place(BackendProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    String location =
        source == null || source.getLocation() == null
            ? "an unknown place"
            : source.getLocation().toString();
    return provider.getClass().getName() + " from " + location;
  }

  private Collection<String> schemes() {
    return search.providers().stream()
        .flatMap(provider -> provider.schemes().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String found() {
    return schemes().isEmpty()
        ? "None was found on the class path either."
        : "Found on the class path: " + String.join(", ", schemes()) + ".";
  }

  /** Returns what was probably meant, and where it comes from if it is not found. */
  private String advice(String scheme) {
    Collection<String> candidates = new TreeSet<>(KnownBackends.schemes());
    candidates.addAll(schemes());
    Optional<String> meant =
        KnownBackends.jdbcUrl(scheme)
            .or(() -> Optional.of(scheme).filter(candidates::contains))
            .or(() -> Suggestion.nearest(scheme, candidates));
    String question =
        meant
            .filter(word -> !word.equals(scheme))
            .map(word -> " Did you mean \"" + word + "\"?")
            .orElse("");
    String origin =
        meant
            .map(word -> word.startsWith("jdbc:") ? "jdbc" : word)
            .filter(word -> !schemes().contains(word))
            .map(this::missing)
            .orElse("");
    return question + origin;
  }

  private String missing(String scheme) {
    Optional<String> trace = KnownBackends.trace(scheme).filter(search::isPresent);
    return KnownBackends.artifact(scheme)
        .map(
            artifact ->
                trace.isPresent()
                    ? " %s is present, but its entry in %s is lost."
                        .formatted(artifact, ProviderSearch.SERVICE_FILE)
                    : " The artifact " + artifact + " would bring \"" + scheme + "\".")
        .orElse("");
  }

  private String broken() {
    return search.broken().isEmpty()
        ? ""
        : " Could not be loaded: "
            + search.broken().stream()
                .map(BrokenProvider::problem)
                .collect(Collectors.joining("; "))
            + ".";
  }

  private ConfigurationException failure(ErrorCode code, String happened) {
    return new ConfigurationException(
        code,
        happened,
        search.broken().stream().findFirst().map(BrokenProvider::error).orElse(null));
  }
}
