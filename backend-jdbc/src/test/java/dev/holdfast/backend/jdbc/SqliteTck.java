package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** SQLite in a file. */
class SqliteTck extends HoldfastTck {

  @TempDir static Path parent;

  @Override
  protected TckTarget target() {
    return TckTarget.url("jdbc:sqlite:" + parent.resolve("tck.db")).restartable();
  }
}
