package dev.holdfast.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.spi.Durability;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers that the servers of the other tests do not give. */
class ServerFactsTest {

  private static final Map<String, String> FORCES =
      Map.of("appendfsync", "always", "no-appendfsync-on-rewrite", "no");

  @Test
  void aProgramOf32Bits_isRefused() {
    ServerFacts facts = facts(Map.of("redis_version", "7.0.15", "arch_bits", "32"), true);
    assertThatThrownBy(facts::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("32 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0.14", "6.0.16", "6.1.240"})
  void oldVersions_areRefusedByName(String version) {
    ServerFacts facts = facts(Map.of("redis_version", version), true);
    assertThatThrownBy(facts::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(version)
        .hasMessageContaining("6.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.2.0", "7.0.15", "7.2.4", "8.0.2", "10.0.0"})
  void newVersions_areTaken(String version) {
    facts(Map.of("redis_version", version, "arch_bits", "64"), true).check();
  }

  @Test
  void valkey_isCalledByItsName() {
    Map<String, String> info = Map.of("redis_version", "7.2.4", "valkey_version", "8.1.1");
    assertThat(facts(info, true).product()).isEqualTo("Valkey 8.1.1");
    assertThat(facts(Map.of("redis_version", "7.2.4"), true).product()).isEqualTo("Redis 7.2.4");
  }

  @Test
  void aVersionThatIsNoNumber_isRefused() {
    ServerFacts facts = facts(Map.of("redis_version", "unstable"), true);
    assertThatThrownBy(facts::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unstable");
  }

  @ParameterizedTest
  @CsvSource({
    "6.2.11, true, SYNCED",
    "6.2.11, false, SYNCED",
    "7.0.15, true, SYNCED",
    "7.0.15, false, APPLIED",
    "8.0.2, false, APPLIED"
  })
  void whatAServerReadsWithTheRightsOfItsDefaultUser_isDurableIfThatOneMayWrite(
      String version, boolean defaultMayWrite, Durability durability) {
    Map<String, String> info = Map.of("redis_version", version, "aof_enabled", "1");
    assertThat(facts(info, defaultMayWrite).durability()).isEqualTo(durability);
  }

  private static ServerFacts facts(Map<String, String> info, boolean defaultMayWrite) {
    return new ServerFacts("cache:6379", info, FORCES, defaultMayWrite);
  }
}
