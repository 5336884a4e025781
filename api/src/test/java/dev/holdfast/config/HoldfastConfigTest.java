package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldfastConfigTest {

  private static final Option<Path> DIR =
      Option.path("dir").required().fromUrl().describedAs("Where the files go.");
  private static final Option<Integer> POOL = Option.integer("pool", 1, 64).defaultsTo(8);
  private static final Option<String> PASSWORD = Option.secret("password");
  private static final Section MY = Section.backend("my", Options.of(DIR, POOL, PASSWORD));

  @Test
  void commonValues_haveDefaults() {
    Values values = HoldfastConfig.builder().build().values(HoldfastConfig.COMMON);

    assertThat(values.get(HoldfastConfig.NAMESPACE)).isEqualTo("default");
    assertThat(values.get(HoldfastConfig.TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(values.get(HoldfastConfig.NAME)).isEqualTo("holdfast");
  }

  @Test
  void builder_setsValuesAndClock() {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    HoldfastConfig config =
        HoldfastConfig.builder()
            .url("memory:")
            .namespace("n")
            .name("audit")
            .timeout(Duration.ofMillis(1500))
            .clock(clock)
            .build();

    Values values = config.values(HoldfastConfig.COMMON);
    assertThat(config.url()).contains(BackendUrl.parse("memory:"));
    assertThat(values.get(HoldfastConfig.NAMESPACE)).isEqualTo("n");
    assertThat(values.get(HoldfastConfig.NAME)).isEqualTo("audit");
    assertThat(values.get(HoldfastConfig.TIMEOUT)).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.clock()).isSameAs(clock);
    assertThat(config.toBuilder().build().clock()).isSameAs(clock);
  }

  @Test
  void urlGivesOptions() {
    Values values = HoldfastConfig.of("my:./data?pool=3").values(MY);

    assertThat(values.get(DIR)).isEqualTo(Path.of("./data"));
    assertThat(values.get(POOL)).isEqualTo(3);
    assertThat(values.find(PASSWORD)).isEmpty();
  }

  @Test
  void urlAndKeyFromOnePlace_theUrlGoesFirst() {
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", "my:a?pool=3", "holdfast.my.pool", "4"));

    assertThat(config.values(MY).get(POOL)).isEqualTo(3);
  }

  @Test
  void emptyUrlPart_leavesTheKey() {
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", "my:", "holdfast.my.dir", "b"));

    assertThat(config.values(MY).get(DIR)).isEqualTo(Path.of("b"));
  }

  @Test
  void queryForADriver_givesNoOptions() {
    Section section = Section.backend("my", Options.of(POOL).withQueryForDriver());

    assertThat(HoldfastConfig.of("my:x?pool=3").values(section).get(POOL)).isEqualTo(8);
  }

  @Test
  void effectiveValues_maskSecretsAndNameSources() {
    HoldfastConfig config =
        HoldfastConfig.of("my:./data?password=s3cret").toBuilder()
            .set("holdfast.my.pool", "5")
            .build();

    assertThat(config.values(MY).effective())
        .containsExactly(
            new EffectiveSetting("holdfast.my.dir", "./data", "in the URL, set in code"),
            new EffectiveSetting("holdfast.my.pool", "5", "set in code"),
            new EffectiveSetting("holdfast.my.password", "***", "in the URL, set in code"));
    assertThat(HoldfastConfig.of("my:x").values(MY).effective())
        .contains(
            new EffectiveSetting("holdfast.my.pool", "8", "default"),
            new EffectiveSetting("holdfast.my.password", "-", "not set"));
  }

  @Test
  void valueOutOfBounds_isRefusedWithKeyValueSourceAndBounds() {
    assertThatThrownBy(() -> HoldfastConfig.of("my:x?pool=65").values(MY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HF-1006 holdfast.my.pool is \"65\" (in the URL, set in code), which is not a whole"
                + " number from 1 to 64. The value is not of the key's type, or lies outside its"
                + " range. Give a value within the bounds named.");
  }

  @Test
  void badSecret_isRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> HoldfastConfig.of("my:x?password=").values(MY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "HF-1006 holdfast.my.password is \"***\" (in the URL, set in code), which is not text");
  }

  @Test
  void missingValue_isRefusedWithItsMeaning() {
    assertThatThrownBy(() -> HoldfastConfig.of("my:").values(MY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HF-1007 holdfast.my.dir (Where the files go.) is not set. In a URL it stands behind"
                + " \"my:\". The backend cannot start without this setting. Set the key named, in"
                + " the URL or in the configuration.");
  }

  @Test
  void optionalValueThatIsMissing_isRefusedWhenAskedFor() {
    Values values = HoldfastConfig.of("my:x").values(MY);

    assertThatThrownBy(() -> values.get(PASSWORD))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HF-1007 holdfast.my.password is not set. ");
  }

  @Test
  void unknownQueryKey_isRefusedWithTheNearest() {
    assertThatThrownBy(() -> HoldfastConfig.of("my:x?pol=3").values(MY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "HF-1005 There is no key \"pol\" (in the URL, set in code). Did you mean \"pool\"?");
  }

  @Test
  void unknownKey_withNothingNear_isRefusedWithAll() {
    assertThatThrownBy(() -> HoldfastConfig.of("my:x?anything=3").values(MY))
        .hasMessageContaining("The keys are: dir, password, pool.");
    assertThatThrownBy(
            () -> HoldfastConfig.of("no:x?a=3").values(Section.backend("no", Options.none())))
        .hasMessageContaining("This backend has no keys.");
  }

  @Test
  void undeclaredOption_isABugOfTheCaller() {
    Values values = HoldfastConfig.of("my:x").values(MY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.find(Option.string("other")))
        .withMessage("holdfast.my.other is not declared.");
  }

  @Test
  void text_showsKeysAndSourcesButNoValues() {
    HoldfastConfig config =
        HoldfastConfig.of("redis://ann:s3cret@host").toBuilder()
            .set("holdfast.redis.password", "s3cret")
            .build();

    assertThat(config)
        .hasToString(
            "HoldfastConfig[holdfast.redis.password (set in code), holdfast.url (set in code)]");
    assertThat(config.effectiveUrl())
        .contains(new EffectiveSetting("holdfast.url", "redis://***@host", "set in code"));
  }
}
