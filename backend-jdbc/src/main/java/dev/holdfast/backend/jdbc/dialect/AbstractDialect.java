package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dialect that does what standard SQL and JDBC can do; a new one begins here. */
public abstract class AbstractDialect implements Dialect {

  private final Map<Tables, CellSteps> steps = new ConcurrentHashMap<>();

  /** For subclasses. */
  protected AbstractDialect() {}

  @Override
  public Map<String, String> connectionProperties(String url) {
    return Map.of();
  }

  /** Reads {@code <name>-<version>.sql}, which lies beside the dialect's class. */
  @Override
  public String migration(int version) {
    String script = name() + "-" + version + ".sql";
    try (InputStream content = getClass().getResourceAsStream(script)) {
      if (content == null) {
        throw new IllegalStateException(getClass() + " has no " + script + " beside it.");
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The migration " + script + " cannot be read.", e);
    }
  }

  /** Goes by the classes of SQLSTATE in the SQL standard. */
  @Override
  public Failure failure(SQLException exception) {
    String state = exception.getSQLState();
    if (state == null || state.length() < 2) {
      return Failure.LOST;
    }
    return switch (state.substring(0, 2)) {
      case "40", "23" -> Failure.RETRY;
      case "42", "3F", "3D", "28" -> Failure.SCHEMA;
      case "22", "21", "25", "0A", "53", "54", "55" -> Failure.REFUSED;
      default -> Failure.LOST;
    };
  }

  @Override
  public String noBytes() {
    return "X''";
  }

  @Override
  public String isOneOf(String column, int count) {
    return column + " IN (?" + ", ?".repeat(count - 1) + ")";
  }

  @Override
  public List<Object> keys(Connection connection, List<Bytes> keys) throws SQLException {
    return new ArrayList<>(keys);
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public String lockingRead(String select) {
    return select + " FOR UPDATE";
  }

  @Override
  public boolean write(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    CellSteps steps = steps(tables);
    Step cell = steps.cell(change);
    try (PreparedStatement statement = connection.prepareStatement(cell.one())) {
      Arguments.set(statement, 1, cell.rows().get(0));
      if (statement.executeUpdate() != 1) {
        return false;
      }
    }
    for (Step step : steps.contents(change)) {
      run(connection, step);
    }
    return true;
  }

  /** Returns what turns changes of these tables into statements. */
  final CellSteps steps(Tables tables) {
    return steps.computeIfAbsent(tables, t -> new CellSteps(t, clock(), this::upsert));
  }

  private static void run(Connection connection, Step step) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(step.one())) {
      if (step.rows().size() == 1) {
        Arguments.set(statement, 1, step.rows().get(0));
        statement.executeUpdate();
        return;
      }
      for (@Nullable Object[] row : step.rows()) {
        Arguments.set(statement, 1, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Executes a statement that answers nothing. */
  protected static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /**
   * Returns how rows are written, whether or not rows with their keys are there.
   *
   * <p>Here it is {@code INSERT … ON CONFLICT … DO UPDATE}.
   *
   * @param table the table
   * @param keys the columns of its primary key
   * @param others its other columns
   */
  protected Upsert upsert(String table, List<String> keys, List<String> others) {
    return new Upsert(
        insertInto(table, keys, others),
        " ON CONFLICT ("
            + String.join(", ", keys)
            + ") DO UPDATE SET "
            + others.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", ")));
  }

  /** Returns the beginning of an insert, up to its values. */
  protected static String insertInto(String table, List<String> keys, List<String> others) {
    return "INSERT INTO %s (%s, %s) VALUES "
        .formatted(table, String.join(", ", keys), String.join(", ", others));
  }
}
