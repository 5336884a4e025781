package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.core.discovery.ConfigurationReference;
import dev.holdfast.spi.BackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md says what the code of Holdfast's own backends declares.
 *
 * <p>With {@code -Dholdfast.test.write=true} this writes the page first.
 */
final class ConfigurationPageTest {

  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void page_saysWhatTheCodeDeclares() throws IOException {
    List<BackendProvider> ours =
        BackendDiscovery.find().providers().stream()
            .filter(provider -> provider.getClass().getName().startsWith("dev.holdfast.backend."))
            .toList();
    assertThat(ours)
        .extracting(BackendProvider::scheme)
        .contains("memory", "mapdb", "redis", "jdbc");
    String rendered = ConfigurationReference.render(ours);
    if (Boolean.getBoolean("holdfast.test.write")) {
      Files.writeString(PAGE, rendered);
    }
    assertThat(PAGE).content().isEqualTo(rendered);
  }
}
