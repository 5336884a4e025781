package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** H2 in a file. */
class H2FileTck extends HoldfastTck {

  @TempDir static Path parent;

  @Override
  protected TckTarget target() {
    return TckTarget.url("jdbc:h2:file:" + parent.resolve("tck")).restartable();
  }
}
