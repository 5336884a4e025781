package dev.holdfast.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  @Test
  void page_holdsAllKeysOfHoldfastItself() {
    assertThat(ConfigurationReference.render(List.of()))
        .startsWith("# Configuration\n")
        .contains("| `holdfast.url` | text, not empty | – | The backend:")
        .contains("| `holdfast.timeout` | a time span from 1ms to 1d, written like 5s | `10s` |")
        .contains("| `holdfast.require.durability` | one of applied, process, synced | – |")
        .doesNotContain("## Backend");
  }

  @Test
  void page_holdsEachBackendInTheOrderOfSchemes() {
    String page =
        ConfigurationReference.render(
            List.of(new FakeProvider.Redis(), new FakeProvider.Memory(), new FakeProvider.Files()));

    assertThat(page)
        .endsWith(
            """

            ## Backend `files`

            A fake of files. URLs begin with `files:`. The whole URL, query included, goes to the \
            driver.

            | key | value | default | meaning |
            |---|---|---|---|
            | `holdfast.files.dir` | a path | required | Where the files go. In a URL: what follows \
            `files:`. |

            ## Backend `memory`

            A fake of memory. URLs begin with `memory:`.

            It has no keys.

            ## Backend `redis`

            A fake of redis. URLs begin with `redis:`, `rediss:`.

            | key | value | default | meaning |
            |---|---|---|---|
            | `holdfast.redis.timeout` | a time span from 1ms to 1min, written like 5s | `5s` | How \
            long to wait for a \\| reply. |
            | `holdfast.redis.password` | text, not empty; secret | – | The password. |
            """);
  }
}
