package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendConfigTest {

  private static final Option<String> USER = Option.string("user");
  private static final Option<String> PASSWORD = Option.secret("password");

  @Test
  void config_holdsWhatTheProviderNeeds() {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    HoldfastConfig config =
        HoldfastConfig.of("mys://ann:s3cret@host?user=bob&password=s3cret").toBuilder()
            .clock(clock)
            .name("audit")
            .build();

    BackendConfig backend = BackendConfig.of(config, new Provider(false));

    assertThat(backend.get(USER)).isEqualTo("bob");
    assertThat(backend.find(PASSWORD)).contains("s3cret");
    assertThat(backend.url().text()).isEqualTo("mys://ann:s3cret@host");
    assertThat(backend.clock()).isSameAs(clock);
    assertThat(backend.name()).isEqualTo("audit");
    assertThat(backend).hasToString("BackendConfig[audit, mys://***@host]");
    assertThat(backend.effective().toString()).doesNotContain("s3cret");
  }

  @Test
  void queryForADriver_staysInTheUrl() {
    BackendConfig backend =
        BackendConfig.of(HoldfastConfig.of("my:db://h/x?user=bob"), new Provider(true));

    assertThat(backend.url().text()).isEqualTo("my:db://h/x?user=bob");
    assertThat(backend.find(USER)).isEmpty();
  }

  @Test
  void urlOfAnotherBackend_isABugOfTheCaller() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendConfig.of(HoldfastConfig.of("other:"), new Provider(false)))
        .withMessage("The provider of my does not answer to other.");
  }

  @Test
  void noUrl_isRefused() {
    HoldfastConfig config = HoldfastConfig.builder().build();

    assertThatThrownBy(() -> BackendConfig.of(config, new Provider(false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HF-1001 No backend is configured.");
  }

  private record Provider(boolean queryForDriver) implements BackendProvider {

    @Override
    public String scheme() {
      return "my";
    }

    @Override
    public Set<String> schemes() {
      return Set.of("my", "mys");
    }

    @Override
    public String description() {
      return "A backend that is never opened.";
    }

    @Override
    public Options options() {
      Options options = Options.of(USER, PASSWORD);
      return queryForDriver ? options.withQueryForDriver() : options;
    }

    @Override
    public Backend open(BackendConfig config) {
      throw new AssertionError("Nobody opens it.");
    }
  }
}
