package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

  private static final Option<String> PLACE = Option.string("place");
  private static final Section MY = Section.backend("my", Options.of(PLACE));
  private static final List<String> KNOWN = List.of("holdfast.url", "holdfast.my.place");

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final Properties properties = new Properties();

  @Test
  void laterSources_goBeforeEarlierOnes() throws IOException {
    URL resource = file("on-class-path.properties", "class path").toUri().toURL();
    assertThat(place(load(resource))).isEqualTo("class path");

    file("holdfast.properties", "directory");
    assertThat(place(load(resource))).isEqualTo("directory");

    environment.put("HOLDFAST_MY_PLACE", "environment");
    assertThat(place(load(resource))).isEqualTo("environment");

    properties.setProperty("holdfast.my.place", "property");
    assertThat(place(load(resource))).isEqualTo("property");

    HoldfastConfig inCode = load(resource).toBuilder().set("holdfast.my.place", "code").build();
    assertThat(place(inCode)).isEqualTo("code");
  }

  @Test
  void strongKey_goesBeforeAWeakUrl() {
    environment.put("HOLDFAST_URL", "my:x?place=url");
    assertThat(place(load(null))).isEqualTo("url");

    properties.setProperty("holdfast.my.place", "property");
    assertThat(place(load(null))).isEqualTo("property");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void namedFile_standsForTheOthers(boolean byProperty) throws IOException {
    file("holdfast.properties", "directory");
    file("other.properties", "named");
    if (byProperty) {
      properties.setProperty("holdfast.config", "other.properties");
    } else {
      environment.put("HOLDFAST_CONFIG", "other.properties");
    }

    HoldfastConfig config = load(null);

    assertThat(place(config)).isEqualTo("named");
    assertThat(config.values(MY).effective().get(0).source())
        .isEqualTo("in " + directory.resolve("other.properties"));
    config.requireKnownKeys(KNOWN, key -> false);
  }

  @Test
  void missingNamedFile_isRefused() {
    properties.setProperty("holdfast.config", "none.properties");

    assertThatThrownBy(() -> load(null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "HF-1014 The file " + directory.resolve("none.properties") + " cannot be read.");
  }

  @Test
  void fileThatIsNotText_isRefused() throws IOException {
    Path file =
        Files.write(directory.resolve("latin1.properties"), new byte[] {'a', '=', (byte) 0xe9});

    assertThatThrownBy(() -> HoldfastConfig.from(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HF-1014 The file " + file + " cannot be read.");
  }

  @Test
  void fileInUtf8_isRead() throws IOException {
    Path file = file("utf8.properties", "Zürich ✓");

    assertThat(place(HoldfastConfig.from(file))).isEqualTo("Zürich ✓");
  }

  @ParameterizedTest
  @CsvSource({
    "HOLDFAST_SERVICE_HOST, 10.0.0.1",
    "HOLDFAST_REDIS_SERVICE_PORT, 6379",
    "HOLDFAST_REDIS_SERVICE_PORT_MAIN, 6379",
    "HOLDFAST_PORT, tcp://10.0.0.1:6379",
    "HOLDFAST_PORT_6379_TCP, tcp://10.0.0.1:6379",
    "HOLDFAST_PORT_6379_TCP_ADDR, 10.0.0.1",
    "HOLDFAST_TEST_SEED, 5",
    "HOLDFAST_TCK_SEED, 5",
    "HOLDFAST_ENGINES, redis",
    "HOLDFAST_MY_PLACE, ''",
    "OTHER, 5"
  })
  void variablesThatAreNotOurs_areLeftAlone(String name, String value) {
    environment.put(name, value);
    properties.setProperty("holdfast.tck.seed", "5");
    properties.setProperty("holdfast.engines", "redis");
    properties.setProperty("holdfast.long", "true");
    properties.setProperty("holdfast.seed", "5");
    properties.setProperty("other", "5");

    load(null).requireKnownKeys(KNOWN, key -> false);

    assertThat(load(null).values(MY).find(PLACE)).isEmpty();
  }

  @Test
  void misspeltVariable_isRefusedWithTheNearest() {
    environment.put("HOLDFAST_MY_PLAEC", "x");

    assertThatThrownBy(() -> load(null).requireKnownKeys(KNOWN, key -> false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "HF-1005 There is no key \"HOLDFAST_MY_PLAEC\" (environment variable)."
                + " Did you mean \"HOLDFAST_MY_PLACE\"?");
  }

  @Test
  void misspeltProperty_isRefusedWithTheNearest() {
    properties.setProperty("holdfast.my.plase", "x");

    assertThatThrownBy(() -> load(null).requireKnownKeys(KNOWN, key -> false))
        .hasMessageStartingWith(
            "HF-1005 There is no key \"holdfast.my.plase\" (system property)."
                + " Did you mean \"holdfast.my.place\"?");
  }

  @Test
  void keyWithoutItsBeginning_isRefusedWithTheWholeKey() {
    HoldfastConfig config = HoldfastConfig.from(Map.of("url", "memory:"));

    assertThatThrownBy(() -> config.requireKnownKeys(KNOWN, key -> false))
        .hasMessageContaining("Did you mean \"holdfast.url\"?");
  }

  @Test
  void toleratedKey_mayStay() {
    environment.put("HOLDFAST_REDIS_POOL", "x");
    properties.setProperty("holdfast.redis.timeout", "x");

    load(null).requireKnownKeys(KNOWN, key -> key.startsWith("holdfast.redis."));
  }

  private HoldfastConfig load(URL resource) {
    return new Surroundings(environment, properties, directory, resource).load();
  }

  private static String place(HoldfastConfig config) {
    return config.values(MY).get(PLACE);
  }

  private Path file(String name, String place) throws IOException {
    return Files.writeString(directory.resolve(name), "holdfast.my.place=" + place + "\n");
  }
}
