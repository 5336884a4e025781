package dev.holdfast.examples.backend;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

// snippet: folder-kit
class FolderTck extends HoldfastTck {

  @TempDir static Path parent;

  @Override
  protected TckTarget target() {
    return TckTarget.url("folder:" + parent.resolve("cells")).restartable();
  }
}
// end of snippet
