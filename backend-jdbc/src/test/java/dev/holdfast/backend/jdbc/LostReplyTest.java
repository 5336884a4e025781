package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A connection that breaks once a commit was sent, and its repetition. */
class LostReplyTest {

  private static final CellRef CELL = new CollectionRef("lost", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final UUID WRITER = UUID.randomUUID();

  @Test
  void onH2_aLostReplyIsSettledByRepeating() {
    check(
        new WatchedSource(() -> DriverManager.getConnection("jdbc:h2:mem:lost;DB_CLOSE_DELAY=-1")),
        text -> text.equals("COMMIT"));
  }

  @Test
  void onPostgresql_aLostReplyIsSettledByRepeating() {
    SqlServer server = SqlServers.postgresql();
    String url = server.newDatabase();
    check(new WatchedSource(() -> server.connect(url)), text -> text.startsWith("WITH c AS"));
  }

  @Test
  void onMariadb_aLostReplyIsSettledByRepeating() {
    SqlServer server = SqlServers.mariadb();
    String database = server.newDatabase();
    String url = database + (database.contains("?") ? "&" : "?") + "allowMultiQueries=true";
    check(
        new WatchedSource(
            () -> {
              Connection connection = server.connect(url);
              connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
              return connection;
            }),
        text -> text.contains("START TRANSACTION; UPDATE"));
  }

  private static void check(WatchedSource source, Predicate<String> commits) {
    try (Backend backend = JdbcProvider.open(source, HoldfastConfig.of("jdbc:data-source"))) {
      backend.commit(CELL, append(1), soon());
      Commit second = append(2);
      source.loseReplyTo(commits);

      assertThatThrownBy(() -> backend.commit(CELL, second, soon()))
          .isInstanceOfSatisfying(
              OutcomeUnknownException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));

      assertThat(backend.commit(CELL, second, soon()).repeated()).isTrue();
      assertThat(count(backend)).isEqualTo(2);
    }
  }

  @Test
  void aReplyLostBeforeTheCommitWasSent_isTriedAgain() {
    WatchedSource source =
        new WatchedSource(
            () -> DriverManager.getConnection("jdbc:h2:mem:before;DB_CLOSE_DELAY=-1"));
    try (Backend backend = JdbcProvider.open(source, HoldfastConfig.of("jdbc:data-source"))) {
      backend.commit(CELL, append(1), soon());
      source.loseReplyTo(text -> text.contains("FOR UPDATE"));

      assertThat(backend.commit(CELL, append(2), soon()).repeated()).isFalse();
      source.loseReplyTo(text -> text.startsWith("SELECT 0"));
      assertThat(count(backend)).isEqualTo(2);
    }
  }

  private static Commit append(long number) {
    return Commit.of(new Mutation.AppendNext(LOG, Bytes.utf8("entry")))
        .withId(new CommitId(WRITER, number, Instant.now()));
  }

  private static long count(Backend backend) {
    List<CellRead> read = List.of(CellRead.of(CELL, new Part.LogStatsPart(LOG)));
    return backend.read(read, soon()).get(0).answer(0, LogStats.class).count();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
