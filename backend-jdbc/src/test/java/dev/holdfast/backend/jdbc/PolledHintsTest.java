package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.value.Bytes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** Hints that an instance asks for, where something goes wrong. */
class PolledHintsTest {

  private static final CellRef CELL = new CollectionRef("hints", "cells").cell("cell");

  @Test
  void aFailureInMidAnswer_hidesNothing() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:mem:hints;DB_CLOSE_DELAY=-1", "sa", "");
    WatchedSource source = new WatchedSource(pool::getConnection);
    HoldfastConfig config = HoldfastConfig.of("jdbc:data-source");
    Hearer hearer = new Hearer();
    AtomicInteger asked = new AtomicInteger();
    try (Backend writer = JdbcProvider.open(pool, config);
        Backend reader = JdbcProvider.open(source, config)) {
      source.interfere(
          text -> {
            if (text.startsWith("SELECT namespace") && asked.getAndIncrement() == 0) {
              throw new SQLException("The connection broke.", "08006");
            }
          });
      reader.watch(WatchScope.of(CELL.collection()), hearer, soon());
      writer.commit(CELL, Commit.of(new Mutation.PutHead(1, Bytes.utf8("one"))), soon());

      assertThat(hearer.next()).isEqualTo(CELL.id());
      assertThat(asked).hasValue(2);
    } finally {
      pool.dispose();
    }
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
