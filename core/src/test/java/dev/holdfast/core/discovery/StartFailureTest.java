package dev.holdfast.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

/** The texts word for word: they are what a user has to work with. */
class StartFailureTest {

  private static final String SERVICE_FILE = "META-INF/services/dev.holdfast.spi.BackendProvider";
  private static final String UNKNOWN_SCHEME =
      " The scheme is misspelt, or the artifact that brings its backend is not on the class path."
          + " Correct the URL, or add the backend's artifact to the application's dependencies.";
  private static final String NO_PROVIDERS =
      " No backend artifact is present, or its META-INF/services file was lost or overwritten when"
          + " jars were merged into one. Add a backend such as holdfast-backend-memory; when"
          + " shading, merge META-INF/services files.";
  private static final String UNKNOWN_KEY =
      " The key is misspelt, or belongs to another backend. Use one of the keys listed in"
          + " docs/configuration.md.";
  private static final String BROKEN =
      " The provider's class is missing, does not load, or failed in its constructor. Look at the"
          + " exception below this one; check that all artifacts have the same version.";

  @TempDir private Path directory;
  private FakeClassPath classPath;

  @BeforeEach
  void makeClassPath() {
    classPath = new FakeClassPath(directory);
  }

  @Test
  void noUrl() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Redis.class, FakeProvider.Memory.class),
        HoldfastConfig.builder().build(),
        "HF-1001 No backend is configured. Found on the class path: memory, redis, rediss."
            + " Neither the code, a properties file, a system property nor the environment names a"
            + " backend. Set holdfast.url, for example holdfast.url=mapdb:./data, or pass a URL to"
            + " Holdfast.open.");
  }

  @Test
  void noUrlAndNoProviders() throws IOException {
    assertThatThrownBy(
            () -> open(classPath.searchWithoutServiceFile(), HoldfastConfig.builder().build()))
        .hasMessageStartingWith(
            "HF-1001 No backend is configured. None was found on the class path either. Neither");
  }

  @Test
  void noUrlBecauseItsKeyIsMisspelt() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.from(Map.of("holdfast.urk", "memory:ann:s3cret@")),
        "HF-1005 There is no key \"holdfast.urk\" (set in code). Did you mean \"holdfast.url\"?"
            + UNKNOWN_KEY);
  }

  @Test
  void noUrlBesideKeysThatMayBelongToABackend() throws IOException {
    assertThatThrownBy(
            () ->
                open(
                    classPath.search(FakeProvider.Memory.class),
                    HoldfastConfig.from(Map.of("holdfast.cassandra.timeout", "5s"))))
        .hasMessageStartingWith("HF-1001 No backend is configured.");
  }

  @Test
  void misspeltScheme() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class, FakeProvider.Redis.class),
        HoldfastConfig.of("reddis://host"),
        "HF-1002 No backend answers to \"reddis\". Found on the class path: memory, redis, rediss."
            + " Did you mean \"redis\"?"
            + UNKNOWN_SCHEME);
  }

  @Test
  void schemeWhoseArtifactIsMissing() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.of("rediss://ann:s3cret@host"),
        "HF-1002 No backend answers to \"rediss\". Found on the class path: memory. The artifact"
            + " dev.holdfast:holdfast-backend-redis would bring \"rediss\"."
            + UNKNOWN_SCHEME);
  }

  @Test
  void misspeltSchemeWhoseArtifactIsMissing() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.of("mapbd:./data"),
        "HF-1002 No backend answers to \"mapbd\". Found on the class path: memory. Did you mean"
            + " \"mapdb\"? The artifact dev.holdfast:holdfast-backend-mapdb would bring \"mapdb\"."
            + UNKNOWN_SCHEME);
  }

  @Test
  void schemeWhoseServiceEntryIsLost() throws IOException {
    classPath.write(
        "META-INF/maven/dev.holdfast/holdfast-backend-redis/pom.properties", "version=1");

    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.of("redis://host"),
        "HF-1002 No backend answers to \"redis\". Found on the class path: memory."
            + " dev.holdfast:holdfast-backend-redis is present, but its entry in "
            + SERVICE_FILE
            + " is lost."
            + UNKNOWN_SCHEME);
  }

  @Test
  void databaseUrlWithoutJdbc() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.of("postgresql://host/db"),
        "HF-1002 No backend answers to \"postgresql\". Found on the class path: memory. Did you"
            + " mean \"jdbc:postgresql:\"? The artifact dev.holdfast:holdfast-backend-jdbc would"
            + " bring \"jdbc\"."
            + UNKNOWN_SCHEME);
  }

  @Test
  void schemeThatNobodyKnows() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.of("cassandra://host"),
        "HF-1002 No backend answers to \"cassandra\". Found on the class path: memory."
            + UNKNOWN_SCHEME);
  }

  @Test
  void unknownSchemeBesideABrokenProvider() throws IOException {
    assertThatThrownBy(
            () ->
                open(
                    classPath.search(FakeProvider.Broken.class, FakeProvider.Memory.class),
                    HoldfastConfig.of("broken:")))
        .hasMessage(
            "HF-1002 No backend answers to \"broken\". Found on the class path: memory. Could not"
                + " be loaded: dev.holdfast.spi.BackendProvider: Provider"
                + " dev.holdfast.core.discovery.FakeProvider$Broken could not be instantiated."
                + UNKNOWN_SCHEME)
        .hasRootCauseMessage("no licence");
  }

  @Test
  void noProvidersAndNoServiceFile() throws IOException {
    assertRefused(
        classPath.searchWithoutServiceFile(),
        HoldfastConfig.of("redis://host"),
        "HF-1003 No backend was found, so nothing answers to \"redis\". There is no file "
            + SERVICE_FILE
            + " to be seen (searched: class loader fake). The artifact"
            + " dev.holdfast:holdfast-backend-redis would bring \"redis\"."
            + NO_PROVIDERS);
  }

  @Test
  void noProvidersInTheServiceFile() throws IOException {
    assertRefused(
        classPath.search(List.of("# nothing left")),
        HoldfastConfig.of("my:x"),
        "HF-1003 No backend was found, so nothing answers to \"my\". The service file "
            + directory.toUri().toURL()
            + SERVICE_FILE
            + " names no backend (searched: class loader fake)."
            + NO_PROVIDERS);
  }

  @Test
  void onlyBrokenProviders() throws IOException {
    assertRefused(
        classPath.search(List.of("com.example.Gone")),
        HoldfastConfig.of("my:x"),
        "HF-1013 No backend could be loaded, so nothing answers to \"my\". Could not be loaded:"
            + " dev.holdfast.spi.BackendProvider: Provider com.example.Gone not found."
            + BROKEN);
  }

  @Test
  void twoProvidersOfOneScheme() throws IOException {
    String place =
        FakeProvider.class.getProtectionDomain().getCodeSource().getLocation().toString();

    assertRefused(
        classPath.search(FakeProvider.Redis.class, FakeProvider.OtherRedis.class),
        HoldfastConfig.of("redis://host"),
        "HF-1004 2 backends answer to \"redis\":"
            + " dev.holdfast.core.discovery.FakeProvider$Redis from "
            + place
            + " and dev.holdfast.core.discovery.FakeProvider$OtherRedis from "
            + place
            + ". Two versions of one backend, or two backends with the same scheme, are on the"
            + " class path. Remove one of the two jars named.");
  }

  @Test
  void unknownKeyOfTheBackend() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Redis.class),
        HoldfastConfig.from(Map.of("holdfast.url", "redis://host", "holdfast.redis.timout", "5s")),
        "HF-1005 There is no key \"holdfast.redis.timout\" (set in code). Did you mean"
            + " \"holdfast.redis.timeout\"?"
            + UNKNOWN_KEY);
  }

  @Test
  void unknownKeyInTheUrl() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Redis.class),
        HoldfastConfig.of("redis://host?passwort=s3cret"),
        "HF-1005 There is no key \"passwort\" (in the URL, set in code). Did you mean"
            + " \"password\"?"
            + UNKNOWN_KEY);
  }

  @Test
  void valueOutOfRange() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Redis.class),
        HoldfastConfig.of("redis://host?timeout=2h"),
        "HF-1006 holdfast.redis.timeout is \"2h\" (in the URL, set in code), which is not a time"
            + " span from 1ms to 1min, written like 5s. The value is not of the key's type, or lies"
            + " outside its range. Give a value within the bounds named.");
  }

  @Test
  void valueThatIsMissing() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Files.class),
        HoldfastConfig.of("files:"),
        "HF-1007 holdfast.files.dir (Where the files go.) is not set. In a URL it stands behind"
            + " \"files:\". The backend cannot start without this setting. Set the key named, in"
            + " the URL or in the configuration.");
  }

  @Test
  void capabilityThatIsNotThere() throws IOException {
    assertRefused(
        classPath.search(FakeProvider.Memory.class),
        HoldfastConfig.from(
            Map.of("holdfast.url", "memory:", "holdfast.require.durability", "synced")),
        "HF-1009 holdfast.require.durability asks for \"synced\", but the backend \"memory\" gives"
            + " \"process\". The configuration asks for a guarantee that this backend, set up like"
            + " this, cannot give. Choose a backend or setting that gives it, or lower the"
            + " requirement.");
  }

  @Test
  void backendThatFailsToOpen() throws IOException {
    String place =
        FakeProvider.class.getProtectionDomain().getCodeSource().getLocation().toString();

    assertThatThrownBy(
            () -> open(classPath.search(FakeProvider.Failing.class), HoldfastConfig.of("failing:")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HF-1013 The backend \"failing\" (dev.holdfast.core.discovery.FakeProvider$Failing from"
                + " "
                + place
                + ") failed while it was opened."
                + BROKEN)
        .hasRootCauseMessage("some/Driver");
  }

  private static void assertRefused(ProviderSearch search, HoldfastConfig config, String message) {
    assertThatThrownBy(() -> open(search, config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
    assertThat(message).doesNotContain("s3cret");
  }

  private static void open(ProviderSearch search, HoldfastConfig config) {
    new BackendDiscovery(search, NOPLogger.NOP_LOGGER).open(config);
  }
}
