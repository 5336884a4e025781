package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Together;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that H2 has no room for, among others that share their transaction. */
class H2RefusalsTest {

  private static final CollectionRef CELLS = new CollectionRef("refusals", "cells");
  private static final LogRef LOG = new LogRef("log");
  private static final int WRITERS = 8;
  private static final int COMMITS = 50;

  private JdbcConnectionPool pool;
  private Backend backend;

  @BeforeEach
  void open() {
    pool = JdbcConnectionPool.create("jdbc:h2:mem:refusals;DB_CLOSE_DELAY=-1", "sa", "");
    backend = JdbcProvider.open(pool, HoldfastConfig.of("jdbc:data-source"));
  }

  @AfterEach
  void close() throws SQLException {
    backend.close();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    pool.dispose();
  }

  @Test
  void aCellWithMoreLogsThanItsRowHolds_isRefusedAlone() throws Exception {
    CellRef wide = CELLS.cell("wide");
    commit(wide, logs(0, 4_000));

    othersAreWritten(
        () ->
            assertThatThrownBy(() -> commit(wide, logs(4_000, 10_000)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("\"refusals/cells/wide\"")
                .hasMessageContaining("at most 1048576"));
    assertThat(entries(wide, logs(3_999, 4_000))).isEqualTo(1);
    assertThat(entries(wide, logs(4_000, 4_001))).isEqualTo(0);
  }

  @Test
  void whatH2Refuses_isRefusedAlone() throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE holdfast_cell ALTER COLUMN id VARBINARY(100)");
    }

    othersAreWritten(
        () ->
            assertThatThrownBy(() -> commit(CELLS.cell("x".repeat(101)), List.of(LOG)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("22001"));
  }

  /** Checks that commits to other cells are written while {@code refused} is tried. */
  private void othersAreWritten(Runnable refused) throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      CellRef cell = CELLS.cell("cell " + i);
      writers.add(() -> repeat(() -> commit(cell, List.of(LOG))));
    }
    writers.add(() -> repeat(refused));

    assertThat(Together.run(writers)).containsOnly(true);
    for (int i = 0; i < WRITERS; i++) {
      assertThat(entries(CELLS.cell("cell " + i), List.of(LOG))).isEqualTo(COMMITS);
    }
  }

  private static boolean repeat(Runnable commit) {
    for (int i = 0; i < COMMITS; i++) {
      commit.run();
    }
    return true;
  }

  private static List<LogRef> logs(int from, int to) {
    String name = "x".repeat(LogRef.MAX_NAME_BYTES - 5);
    return IntStream.range(from, to).mapToObj(i -> new LogRef(name + (10_000 + i))).toList();
  }

  private void commit(CellRef cell, List<LogRef> logs) {
    Mutation[] appends =
        logs.stream()
            .map(log -> new Mutation.AppendNext(log, Bytes.utf8("entry")))
            .toArray(Mutation[]::new);
    backend.commit(cell, Commit.of(appends), soon());
  }

  private long entries(CellRef cell, List<LogRef> logs) {
    CellRead read = CellRead.of(cell, new Part.LogStatsPart(logs.get(0)));
    return backend.read(List.of(read), soon()).get(0).answer(0, LogStats.class).count();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
