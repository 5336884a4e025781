package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell that another instance changes behind each read that does not lock it. */
class RestlessCellTest {

  private static final CellRef CELL = new CollectionRef("restless", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final HoldfastConfig CONFIG = HoldfastConfig.of("jdbc:data-source");

  /** How long a writer waits, in ms, before it counts as held up. */
  private static final long HELD_UP = 1_000;

  @Test
  @OnEngine(Engine.MARIADB)
  void onMariadb_itIsReadWhileItsWritersWait() {
    SqlServer server = SqlServers.mariadb();
    String database = server.newDatabase();
    String url = database + (database.contains("?") ? "&" : "?") + "allowMultiQueries=true";
    isReadWhileItsWritersWait(() -> readCommitted(server.connect(url)), RestlessCellTest::open);
  }

  @Test
  void onH2_itIsReadWhileItsWritersWait(@TempDir Path folder) {
    String url = "jdbc:h2:async:" + folder.resolve("cells") + ";LOCK_TIMEOUT=2000;WRITE_DELAY=0";
    isReadWhileItsWritersWait(() -> DriverManager.getConnection(url), RestlessCellTest::open);
  }

  @Test
  void onSqlite_itIsReadWhileItsWritersWait(@TempDir Path folder) {
    SqliteOnSource database = new SqliteOnSource(folder.resolve("cells"));
    isReadWhileItsWritersWait(database::connect, source -> SqliteOnSource.open(source, CONFIG));
  }

  private static Backend open(DataSource source) {
    return JdbcProvider.open(source, CONFIG);
  }

  private static void isReadWhileItsWritersWait(
      WatchedSource.Opener opener, Function<DataSource, Backend> open) {
    WatchedSource watched = new WatchedSource(opener);
    try (Backend reader = open.apply(watched);
        Backend writer = open.apply(new WatchedSource(opener))) {
      append(writer);
      read(reader);
      Interference interference = new Interference(writer);
      watched.interfere(interference::after);

      append(writer);
      LogAnswer log = read(reader);

      assertThat(interference.heldUp).as("the writer that waits for the reader").isNotNull();
      assertThat(log.last()).isEqualTo(log.entries().get(log.entries().size() - 1).offset());
      assertThat(log.entries()).hasSize((int) log.last().major());
      watched.interfere(text -> {});
      interference.heldUp.join(); // the reader let it go on
      append(writer);
      assertThat(read(reader).entries()).hasSize(log.entries().size() + 2);
    }
  }

  /** Changes the cell behind what reads its entries, until one of its writers is held up. */
  private static final class Interference {

    private final Backend writer;
    private @Nullable CompletableFuture<Void> heldUp;

    private Interference(Backend writer) {
      this.writer = writer;
    }

    void after(String text) {
      if (!text.contains("SELECT content, marks") || heldUp != null) {
        return;
      }
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> append(writer));
      try {
        writing.get(HELD_UP, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        heldUp = writing;
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Connection readCommitted(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  private static void append(Backend backend) {
    backend.commit(CELL, Commit.of(new Mutation.AppendNext(LOG, Bytes.utf8("entry"))), soon());
  }

  private static LogAnswer read(Backend backend) {
    Part.LogPart all = Part.LogPart.after(LOG, Offset.ORIGIN, 100, 1 << 20);
    return backend.read(List.of(CellRead.of(CELL, all)), soon()).get(0).answer(0, LogAnswer.class);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
