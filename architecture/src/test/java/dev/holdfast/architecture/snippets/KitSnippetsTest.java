package dev.holdfast.architecture.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KitSnippetsTest {

  @Test
  void target_isMadeBeforeAnythingIsOpened(@TempDir Path directory) {
    Kept.MyBackendTck.directory = directory;
    assertThat(new Kept().new MyBackendTck().target()).isNotNull();
  }
}

/** Keeps the kit away from the search for tests, for there is no such backend. */
final class Kept {

  // snippet: kit
  class MyBackendTck extends HoldfastTck {
    @TempDir static Path directory;

    @Override
    protected TckTarget target() {
      return TckTarget.url("my:" + directory).restartable();
    }
  }

  // end of snippet
}
