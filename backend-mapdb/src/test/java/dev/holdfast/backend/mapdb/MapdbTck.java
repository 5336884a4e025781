package dev.holdfast.backend.mapdb;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store as applications open it. */
class MapdbTck extends HoldfastTck {

  @TempDir static Path parent;

  @Override
  protected TckTarget target() {
    return TckTarget.url("mapdb:" + parent.resolve("store")).restartable();
  }
}
