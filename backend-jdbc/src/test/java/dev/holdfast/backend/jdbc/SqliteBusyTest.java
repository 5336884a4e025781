package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.UnavailableException;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program holds the lock of an SQLite file for longer than anybody waits. */
class SqliteBusyTest {

  private static final CellRef CELL = new CollectionRef("busy", "cells").cell("cell");

  @Test
  void commitsGoOn_whenTheLockIsGivenBack(@TempDir Path folder) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("cells");
    try (Backend backend = open(url);
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      assertThat(append(backend, Duration.ofSeconds(10))).isEqualTo(1);
      statement.execute("BEGIN IMMEDIATE");
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> append(backend, Duration.ofMillis(100)));
      statement.execute("ROLLBACK");

      assertThat(append(backend, Duration.ofSeconds(10))).isEqualTo(2);
    }
  }

  private static Backend open(String url) {
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(HoldfastConfig.of(url), provider));
  }

  private static long append(Backend backend, Duration timeout) {
    Commit commit = Commit.of(new Mutation.AppendNext(new LogRef("log"), Bytes.utf8("entry")));
    return backend.commit(CELL, commit, Deadline.after(timeout)).offsets().get(0).major();
  }
}
