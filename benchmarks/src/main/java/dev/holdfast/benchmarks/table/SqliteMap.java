package dev.holdfast.benchmarks.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A table of SQLite, with a write-ahead log and {@code synchronous=FULL}, on one connection. */
final class SqliteMap implements DurableMap {

  private final Connection connection;
  private final PreparedStatement insert;
  private final ReentrantLock lock = new ReentrantLock();

  SqliteMap(Path file) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS numbers (k INTEGER PRIMARY KEY, v BLOB NOT NULL)");
      }
      connection.setAutoCommit(false);
      insert = connection.prepareStatement("INSERT OR REPLACE INTO numbers VALUES (?, ?)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(long key, byte[] value) {
    putAll(Map.of(key, value));
  }

  @Override
  public void putAll(Map<Long, byte[]> values) {
    lock.lock();
    try {
      for (Map.Entry<Long, byte[]> entry : values.entrySet()) {
        insert.setLong(1, entry.getKey());
        insert.setBytes(2, entry.getValue());
        insert.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long load() {
    lock.lock();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT k, v FROM numbers")) {
      Map<Long, byte[]> all = new HashMap<>();
      while (rows.next()) {
        all.put(rows.getLong(1), rows.getBytes(2));
      }
      return all.size();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
