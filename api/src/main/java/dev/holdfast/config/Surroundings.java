package dev.holdfast.config;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a process can be configured by from outside.
 *
 * @param environment the environment variables
 * @param systemProperties the system properties
 * @param workingDirectory where {@code holdfast.properties} may lie
 * @param resource the {@code holdfast.properties} on the class path, if there is one
 */
record Surroundings(
    Map<String, String> environment,
    Properties systemProperties,
    Path workingDirectory,
    @Nullable URL resource) {

  private static final String FILE = "holdfast.properties";
  private static final String FILE_KEY = Section.ROOT + "config";
  private static final String VARIABLES = "HOLDFAST_";

  /** Prefixes of system properties and variables that are for tests and tools. */
  private static final List<String> RESERVED =
      List.of(
          "holdfast.tck.",
          "holdfast.test.",
          "holdfast.long",
          "holdfast.engines",
          "holdfast.seed",
          "HOLDFAST_TCK_",
          "HOLDFAST_TEST_",
          "HOLDFAST_ENGINES");

  /** What Kubernetes sets in every container when a service is called holdfast. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "HOLDFAST_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  static Surroundings ofThisProcess() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new Surroundings(
        System.getenv(),
        System.getProperties(),
        Path.of(""),
        loader == null ? ClassLoader.getSystemResource(FILE) : loader.getResource(FILE));
  }

  HoldfastConfig load() {
    Map<String, Setting> settings = new HashMap<>();
    files().forEach(setting -> settings.put(setting.name(), setting));
    environment.forEach(
        (name, value) -> {
          if (isSetting(name, value)) {
            settings.put(name, new Setting(name, value, Layer.ENVIRONMENT, "environment variable"));
          }
        });
    for (String key : systemProperties.stringPropertyNames()) {
      if (key.startsWith(Section.ROOT) && !key.equals(FILE_KEY) && !isReserved(key)) {
        String value = systemProperties.getProperty(key);
        settings.put(key, new Setting(key, value, Layer.SYSTEM_PROPERTY, "system property"));
      }
    }
    return new HoldfastConfig(settings, InstantSource.system());
  }

  private List<Setting> files() {
    Optional<String> named =
        Optional.ofNullable(systemProperties.getProperty(FILE_KEY))
            .or(() -> Optional.ofNullable(environment.get(EnvironmentName.of(FILE_KEY))));
    if (named.isPresent()) {
      return PropertiesFile.at(workingDirectory.resolve(named.get()));
    }
    Map<String, Setting> found = new HashMap<>();
    if (resource != null) {
      PropertiesFile.onClassPath(resource).forEach(setting -> found.put(setting.name(), setting));
    }
    Path local = workingDirectory.resolve(FILE);
    if (Files.exists(local)) {
      PropertiesFile.at(local).forEach(setting -> found.put(setting.name(), setting));
    }
    return List.copyOf(found.values());
  }

  /** An empty variable counts as not set, as is the custom in shells and container files. */
  private static boolean isSetting(String name, String value) {
    return name.startsWith(VARIABLES)
        && !value.isEmpty()
        && !name.equals(EnvironmentName.of(FILE_KEY))
        && !isReserved(name)
        && !SERVICE_LINK.matcher(name).matches()
        && !(name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
  }

  private static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith);
  }
}
