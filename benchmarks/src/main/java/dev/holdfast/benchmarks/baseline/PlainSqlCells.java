package dev.holdfast.benchmarks.baseline;

import static dev.holdfast.benchmarks.baseline.Change.bytes;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells in three tables of a SQL database, with plain JDBC and HikariCP.
 *
 * <p>A commit updates the cell's row by compare-and-set, which also locks it, then remembers the
 * writer and inserts the entries. What is known of writers is never forgotten; nobody is told of
 * changes.
 */
public final class PlainSqlCells implements StoredCells {

  private final PlainSqlDialect dialect;
  private final HikariDataSource reads;
  private final HikariDataSource writes;

  /**
   * Opens a database, and makes the tables if they are missing.
   *
   * @param url a JDBC URL
   * @param user the user, or {@code null} for none
   * @param connections how many connections there may be for reads and for writes
   */
  public PlainSqlCells(
      PlainSqlDialect dialect,
      String url,
      @Nullable String user,
      @Nullable String password,
      int connections) {
    this.dialect = dialect;
    this.reads = pool(url, user, password, connections, true);
    this.writes = pool(url, user, password, dialect.writers(connections), dialect.isAutoCommit());
    try (Connection connection = reads.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : dialect.tables()) {
        statement.execute(table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private HikariDataSource pool(
      String url, @Nullable String user, @Nullable String password, int size, boolean autoCommit) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(size);
    pool.setAutoCommit(autoCommit);
    dialect.properties().forEach(pool::addDataSourceProperty);
    return pool;
  }

  @Override
  public long commit(String id, CommitId commit, long expected, byte[] value, byte[] entry) {
    return apply(new Change(id, commit, value, expected + 1, List.of(entry)));
  }

  @Override
  public long append(String id, CommitId commit, long first, List<byte[]> entries) {
    return apply(new Change(id, commit, null, first, entries));
  }

  private long apply(Change change) {
    try {
      if (write(change)) {
        return change.last();
      }
      Long answer = known(change);
      if (answer != null) {
        return answer;
      }
      make(change.idBytes());
      if (write(change)) {
        return change.last();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    throw change.conflict();
  }

  private boolean write(Change change) throws SQLException {
    try (Connection connection = writes.getConnection()) {
      return dialect.write(connection, change);
    }
  }

  /** Returns the answer of this very commit, if it was applied before. */
  private @Nullable Long known(Change change) throws SQLException {
    try (Connection connection = reads.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "SELECT answer FROM writer WHERE id = ? AND writer = ? AND number = ?",
                change.idBytes(),
                change.writerBytes(),
                change.commit().number());
        ResultSet found = select.executeQuery()) {
      return found.next() ? found.getLong(1) : null;
    }
  }

  /** Makes the row of a cell that was never written; until it is, no listing shows it. */
  private void make(byte[] id) throws SQLException {
    try (Connection connection = writes.getConnection();
        PreparedStatement insert = prepare(connection, dialect.insertCell(), id)) {
      insert.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  @Override
  public @Nullable Value value(String id) {
    try (Connection connection = reads.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "SELECT version, content, written_at FROM cell WHERE id = ? AND version > 0",
                bytes(id));
        ResultSet found = select.executeQuery()) {
      return found.next() ? value(found) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Value value(ResultSet row) throws SQLException {
    return new Value(row.getLong(1), ByteBuffer.wrap(row.getBytes(2)), row.getLong(3));
  }

  @Override
  public List<Entry> entries(String id, long after, int most) {
    try (Connection connection = reads.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "SELECT position, content, written_at FROM entry WHERE id = ? AND position > ?"
                    + " ORDER BY id, position LIMIT ?",
                bytes(id),
                after,
                most);
        ResultSet found = select.executeQuery()) {
      List<Entry> entries = new ArrayList<>(most);
      while (found.next()) {
        entries.add(
            new Entry(found.getLong(1), ByteBuffer.wrap(found.getBytes(2)), found.getLong(3)));
      }
      return entries;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Listed> list(String after, int most) {
    try (Connection connection = reads.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "SELECT id, version, written_at FROM cell WHERE id > ? AND newest > 0"
                    + " ORDER BY id LIMIT ?",
                bytes(after),
                most);
        ResultSet found = select.executeQuery()) {
      List<Listed> cells = new ArrayList<>(most);
      while (found.next()) {
        String id = new String(found.getBytes(1), StandardCharsets.UTF_8);
        cells.add(new Listed(id, found.getLong(2), found.getLong(3)));
      }
      return cells;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
