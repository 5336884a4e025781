package dev.holdfast.backend.mapdb;

import dev.holdfast.backend.mapdb.crash.OpenStore;
import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store with checkpoints and merges every few commits, so that nothing stays in memory long.
 */
class TinyCheckpointsTck extends HoldfastTck {

  @TempDir static Path parent;

  @Override
  protected TckTarget target() {
    OpenStores stores = new OpenStores(new DiskFiles());
    return TckTarget.opener(
            clock ->
                new MapdbBackend(
                    stores.open(parent.resolve("store"), true, OpenStore.TINY, clock, "tiny"),
                    clock,
                    MapdbProvider.LIMITS))
        .restartable();
  }
}
