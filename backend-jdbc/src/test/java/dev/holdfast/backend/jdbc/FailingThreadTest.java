package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error, such as memory that runs out, ends a commit in the middle. */
class FailingThreadTest {

  private static final CellRef CELL = new CollectionRef("failing", "cells").cell("cell");

  @Test
  void onSqlite_itLeavesNoTransaction(@TempDir Path folder) {
    HoldfastConfig config = HoldfastConfig.of("jdbc:sqlite:" + folder.resolve("cells"));
    FailingClock clock = new FailingClock();
    JdbcProvider provider = new JdbcProvider();
    HoldfastConfig withClock = config.toBuilder().clock(clock).build();
    try (Backend backend = provider.open(BackendConfig.of(withClock, provider));
        Backend other = provider.open(BackendConfig.of(config, provider))) {
      assertThat(append(backend)).isEqualTo(1);
      clock.fails = true;
      assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> append(backend));
      clock.fails = false;

      assertThat(append(other)).isEqualTo(2);
      assertThat(append(backend)).isEqualTo(3);
      assertThat(append(other)).isEqualTo(4);
    }
  }

  private static long append(Backend backend) {
    Commit commit = Commit.of(new Mutation.AppendNext(new LogRef("log"), Bytes.utf8("entry")));
    Deadline soon = Deadline.after(Duration.ofSeconds(10));
    return backend.commit(CELL, commit, soon).offsets().get(0).major();
  }

  /** Is asked for the time while a commit is judged. */
  private static final class FailingClock implements InstantSource {

    private volatile boolean fails;

    @Override
    public Instant instant() {
      if (fails) {
        throw new StackOverflowError("as a test has it");
      }
      return Instant.now();
    }
  }
}
