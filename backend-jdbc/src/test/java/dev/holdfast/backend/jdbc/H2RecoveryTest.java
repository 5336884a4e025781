package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What H2 finds in its file when the process has died behind a commit. */
class H2RecoveryTest {

  private static final CellRef CELL = new CollectionRef("h2", "cells").cell("cell");
  private static final int COMMITS = Boolean.getBoolean("holdfast.long") ? 1_000 : 150;

  /** Commits of all sizes, and room that is used again at once, so that the file is a patchwork. */
  @Test
  void whatWasAcknowledged_isInTheFile(@TempDir Path directory) throws IOException {
    Random random = new Random(36);
    Path file = directory.resolve("lives.mv.db");
    Path copy = directory.resolve("died.mv.db");
    try (Backend backend = open(directory.resolve("lives"))) {
      for (long version = 1; version <= COMMITS; version++) {
        Bytes value = Bytes.wrap(new byte[1 << random.nextInt(20)]);
        backend.commit(CELL, Commit.of(new Mutation.PutHead(version, value)), soon());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        assertThat(versionIn(directory.resolve("died"))).isEqualTo(version);
      }
    }
  }

  private static long versionIn(Path database) {
    try (Backend backend = open(database)) {
      return backend.head(CELL, null, soon()) instanceof HeadAnswer.Present present
          ? present.head().revision().version()
          : 0;
    }
  }

  private static Backend open(Path database) {
    JdbcProvider provider = new JdbcProvider();
    HoldfastConfig config = HoldfastConfig.of("jdbc:h2:file:" + database + ";RETENTION_TIME=0");
    return provider.open(BackendConfig.of(config, provider));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
