package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend is closed over a data source that its owner goes on using. */
class CloseTest {

  private static final long LONG_ENOUGH_TO_CLOSE = TimeUnit.MILLISECONDS.toNanos(500);

  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private WatchedSource source;

  @BeforeEach
  void open(@TempDir Path folder) {
    String url = "jdbc:h2:" + folder.resolve("cells");
    source = new WatchedSource(() -> DriverManager.getConnection(url));
  }

  @Test
  void whileItSweeps_h2KeepsItsFileOpen() throws Exception {
    try (Connection owner = source.getConnection()) {
      Backend backend = open();
      source.interfere(
          text -> {
            if (text.contains("due <=") && busy.getCount() > 0) {
              useFileDuringClose(owner);
            }
          });
      closeOnceBusy(backend);

      write(owner);
    }
  }

  private Backend open() {
    return JdbcProvider.open(
        source, HoldfastConfig.from(Map.of("holdfast.jdbc.sweep-interval", "100ms")));
  }

  private void closeOnceBusy(Backend backend) throws InterruptedException {
    assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    backend.close();
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void useFileDuringClose(Connection owner) throws SQLException {
    busy.countDown();
    long end = System.nanoTime() + LONG_ENOUGH_TO_CLOSE;
    while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    try (Statement statement = owner.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    } finally {
      done.countDown();
    }
  }

  private static void write(Connection owner) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLE later (num INT)");
      statement.execute("CHECKPOINT SYNC");
      statement.execute("INSERT INTO later VALUES (1)");
    }
  }
}
