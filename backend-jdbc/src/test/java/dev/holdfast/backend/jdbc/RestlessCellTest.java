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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell that another instance changes behind each read that does not lock it. */
class RestlessCellTest {

  private static final CellRef CELL = new CollectionRef("restless", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final HoldfastConfig CONFIG = HoldfastConfig.of("jdbc:data-source");

  /** The first statement of a read that locks. */
  private static final String LOCK = "SELECT num FROM";

  @Test
  @OnEngine(Engine.MARIADB)
  void onMariadb_itIsReadWhileItsWritersWait() {
    SqlServer server = SqlServers.mariadb();
    String database = server.newDatabase();
    String url = database + (database.contains("?") ? "&" : "?") + "allowMultiQueries=true";
    isReadWhileItsWritersWait(() -> readCommitted(server.connect(url)));
  }

  @Test
  void onH2_itIsReadWhileItsWritersWait(@TempDir Path folder) {
    String url = "jdbc:h2:async:" + folder.resolve("cells") + ";LOCK_TIMEOUT=2000;WRITE_DELAY=0";
    isReadWhileItsWritersWait(() -> DriverManager.getConnection(url));
  }

  private static void isReadWhileItsWritersWait(WatchedSource.Opener opener) {
    WatchedSource watched = new WatchedSource(opener);
    try (Backend reader = JdbcProvider.open(watched, CONFIG);
        Backend writer = JdbcProvider.open(new WatchedSource(opener), CONFIG)) {
      append(writer);
      read(reader);
      List<String> asked = new ArrayList<>();
      watched.interfere(
          text -> {
            asked.add(text);
            if (text.contains(" AS slot") && asked.stream().noneMatch(t -> t.contains(LOCK))) {
              append(writer);
            }
          });

      append(writer);
      LogAnswer log = read(reader);

      assertThat(asked).anyMatch(text -> text.contains(LOCK));
      assertThat(log.last()).isEqualTo(log.entries().get(log.entries().size() - 1).offset());
      assertThat(log.entries()).hasSize((int) log.last().major());
      watched.interfere(text -> {});
      append(writer); // the lock was given back
      assertThat(read(reader).entries()).hasSize(log.entries().size() + 1);
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
