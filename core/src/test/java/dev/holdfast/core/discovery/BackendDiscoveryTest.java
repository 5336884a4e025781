package dev.holdfast.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendDiscoveryTest {

  private static final String PLACE =
      FakeProvider.class.getProtectionDomain().getCodeSource().getLocation().toString();

  private final RecordingLogger log = new RecordingLogger();
  @TempDir private Path directory;
  private FakeClassPath classPath;

  @BeforeEach
  void makeClassPath() {
    classPath = new FakeClassPath(directory);
  }

  @Test
  void url_selectsTheBackend() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    BackendDiscovery discovery = discovery(FakeProvider.Memory.class, FakeProvider.Redis.class);

    OpenedBackend opened =
        discovery.open(HoldfastConfig.of("rediss://host").toBuilder().clock(clock).build());

    assertThat(opened.backend().info().name()).isEqualTo("redis");
    assertThat(opened.clock()).isSameAs(clock);
    assertThat(opened.namespace()).isEqualTo("default");
    assertThat(opened.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(opened.name()).isEqualTo("holdfast");
    assertThat(fake(discovery, 0).opened()).isEmpty();
  }

  @Test
  void brokenProviders_doNotHideTheOthers() throws IOException {
    ProviderSearch search =
        classPath.search(
            List.of(
                "com.example.Gone",
                FakeProvider.Broken.class.getName(),
                FakeBackend.class.getName(),
                FakeProvider.Shy.class.getName(),
                FakeProvider.Memory.class.getName()));
    BackendDiscovery discovery = new BackendDiscovery(search, log.logger());

    OpenedBackend opened = discovery.open(HoldfastConfig.of("memory:"));

    assertThat(opened.backend().info().name()).isEqualTo("memory");
    assertThat(discovery.providers()).hasSize(1);
    assertThat(log.messages()).hasSize(5);
    assertThat(log.messages().get(0))
        .isEqualTo(
            "warn A backend is not usable: dev.holdfast.spi.BackendProvider: Provider"
                + " com.example.Gone not found.");
    assertThat(discovery.describe())
        .isEqualTo(
            """
            memory: dev.holdfast.core.discovery.FakeProvider$Memory from %s
            not usable: dev.holdfast.spi.BackendProvider: Provider com.example.Gone not found
            not usable: dev.holdfast.spi.BackendProvider: Provider \
            dev.holdfast.core.discovery.FakeProvider$Broken could not be instantiated
            not usable: dev.holdfast.spi.BackendProvider: dev.holdfast.core.discovery.FakeBackend \
            not a subtype
            not usable: dev.holdfast.core.discovery.FakeProvider$Shy fails when asked for its \
            options: java.lang.IllegalStateException: not telling\
            """
                .formatted(PLACE));
  }

  @Test
  void providerSeenThroughTwoLoaders_countsOnce() throws IOException {
    ProviderSearch search = classPath.searchTwice(FakeProvider.Memory.class);

    assertThat(search.providers()).hasSize(1);
    assertThat(search.loaderNames()).containsExactly("one", "two");
  }

  @Test
  void contextClassLoader_isSearchedToo() throws IOException {
    classPath.search(FakeProvider.Memory.class);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(classPath.loader("context"));

      assertThat(BackendDiscovery.find().providers())
          .hasAtLeastOneElementOfType(FakeProvider.Memory.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void settings_areLoggedOnceInAlignedLines() throws IOException {
    BackendDiscovery discovery = discovery(FakeProvider.Redis.class);

    OpenedBackend opened =
        discovery.open(
            HoldfastConfig.from(
                Map.of(
                    "holdfast.url", "redis://ann:s3cret@host?password=s3cret",
                    "holdfast.timeout", "3s",
                    "holdfast.require.reach", "one-process")));

    String lines =
        """
        holdfast.url                 redis://***@host?***  (set in code)
        holdfast.namespace           default               (default)
        holdfast.name                holdfast              (default)
        holdfast.timeout             3s                    (set in code)
        holdfast.require.durability  -                     (not set)
        holdfast.require.failover    -                     (not set)
        holdfast.require.reach       one-process           (set in code)
        holdfast.require.hints       -                     (not set)
        holdfast.redis.timeout       5s                    (default)
        holdfast.redis.password      ***                   (in the URL, set in code)\
        """
            .indent(2)
            .stripTrailing();
    assertThat(log.messages())
        .containsExactly(
            "info Opening redis (dev.holdfast.core.discovery.FakeProvider$Redis from "
                + PLACE
                + ") with\n"
                + lines);
    assertThat(opened.describe())
        .isEqualTo(
            "Backend redis (Fake 1.0): durability process, failover none, reach one-process,"
                + " hints polled\n"
                + lines);
  }

  @Test
  void keysOfAnAbsentBackendOfHoldfast_mayStay() throws IOException {
    OpenedBackend opened =
        discovery(FakeProvider.Memory.class)
            .open(
                HoldfastConfig.from(
                    Map.of("holdfast.url", "memory:", "holdfast.redis.anything", "x")));

    assertThat(opened.backend().info().name()).isEqualTo("memory");
  }

  @Test
  void keysOfAPresentBackend_areCheckedThoughItIsNotSelected() throws IOException {
    BackendDiscovery discovery = discovery(FakeProvider.Memory.class, FakeProvider.Redis.class);
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", "memory:", "holdfast.redis.passwd", "x"));

    assertThatThrownBy(() -> discovery.open(config))
        .hasMessageContaining("Did you mean \"holdfast.redis.password\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "durability, applied, true",
    "durability, process, true",
    "durability, synced, false",
    "failover, may-lose-commits, true",
    "failover, none, true",
    "failover, lossless, false",
    "reach, one-process, true",
    "reach, many-processes, false",
    "hints, polled, true",
    "hints, pushed, false"
  })
  void requirement_isComparedWithWhatIsDeclared(String key, String required, boolean enough)
      throws IOException {
    BackendDiscovery discovery = discovery(FakeProvider.Memory.class);
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", "memory:", "holdfast.require." + key, required));

    if (enough) {
      discovery.open(config);
    } else {
      assertThatThrownBy(() -> discovery.open(config))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("HF-1009 holdfast.require." + key + " asks for");
    }

    assertThat(fake(discovery, 0).opened()).hasSize(1);
    assertThat(fake(discovery, 0).opened().get(0).isClosed()).isEqualTo(!enough);
  }

  private BackendDiscovery discovery(Class<?>... providers) throws IOException {
    return new BackendDiscovery(classPath.search(providers), log.logger());
  }

  private static FakeProvider fake(BackendDiscovery discovery, int index) {
    return (FakeProvider) discovery.providers().get(index);
  }
}
