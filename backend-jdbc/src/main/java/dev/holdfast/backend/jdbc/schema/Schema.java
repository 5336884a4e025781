package dev.holdfast.backend.jdbc.schema;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The tables of one prefix in one database. */
public final class Schema {

  /** The newest version of the tables. */
  static final int VERSION = 1;

  private static final String PREFIX = "${prefix}";

  private final Dialect dialect;
  private final Tables tables;

  /** Names the tables. */
  public Schema(Dialect dialect, Tables tables) {
    this.dialect = dialect;
    this.tables = tables;
  }

  /** Returns the statements that make all tables, for a database administrator to run. */
  public String ddl() {
    StringBuilder text = new StringBuilder();
    for (int version = 1; version <= VERSION; version++) {
      text.append("-- ").append(dialect.name()).append(", version ").append(version).append('\n');
      steps(version).forEach(step -> text.append(step).append(";\n\n"));
    }
    return text.toString();
  }

  private List<String> steps(int version) {
    List<String> steps = new ArrayList<>();
    steps.add(
        "CREATE TABLE IF NOT EXISTS "
            + tables.schema()
            + " (version INTEGER NOT NULL PRIMARY KEY)");
    String script = dialect.migration(version).replace(PREFIX, tables.prefix());
    Arrays.stream(script.split(";\\s*(\\n|$)"))
        .map(String::strip)
        .filter(step -> !step.isEmpty())
        .forEach(steps::add);
    steps.add("INSERT INTO " + tables.schema() + " (version) VALUES (" + version + ")");
    return steps;
  }

  /**
   * Does what {@code mode} asks for; nodes that start together wait for each other.
   *
   * @throws ConfigurationException if the tables are not, and by this mode may not be made, right
   */
  public void prepare(SchemaMode mode, Connection connection) throws SQLException {
    switch (mode) {
      case OFF -> {}
      case VERIFY -> verify(connection);
      case CREATE, MIGRATE -> {
        int found = version(connection);
        if (found < VERSION) {
          bringUp(mode, connection);
        }
        verify(connection);
      }
    }
  }

  private void bringUp(SchemaMode mode, Connection connection) throws SQLException {
    Dialect.SchemaLock held = dialect.lockSchema(connection, tables);
    try {
      int found = version(connection);
      if (found > 0 && found < VERSION && mode == SchemaMode.CREATE) {
        throw unusable(
            "They are of version %d, this release needs %d; the schema mode migrate brings them up"
                .formatted(found, VERSION));
      }
      Handle handle = Jdbi.open(connection);
      for (int version = found + 1; version <= VERSION; version++) {
        steps(version).forEach(handle::execute);
      }
    } catch (JdbiException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
    } finally {
      held.close();
    }
  }

  /** Returns the version found, 0 if there is none. */
  private int version(Connection connection) throws SQLException {
    try {
      return Jdbi.open(connection)
          .createQuery("SELECT MAX(version) FROM " + tables.schema())
          .mapTo(Integer.class)
          .findOne()
          .orElse(0);
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException cause && dialect.failure(cause) != Failure.SCHEMA) {
        throw cause;
      }
      return 0;
    }
  }

  private void verify(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > VERSION) {
      throw new ConfigurationException(
          ErrorCode.NEWER_FORMAT,
          "The tables with the prefix %s have version %d; this release knows %d."
              .formatted(tables.prefix(), found, VERSION));
    }
    List<String> differences = new ExpectedTables(tables, dialect).differences(connection);
    if (found < VERSION) {
      differences.add(0, "version: expected %d, found %d".formatted(VERSION, found));
    }
    if (!differences.isEmpty()) {
      throw unusable(String.join("; ", differences) + ". These statements make them:\n" + ddl());
    }
  }

  private ConfigurationException unusable(String problem) {
    return new ConfigurationException(
        ErrorCode.STORAGE_UNUSABLE,
        "The tables with the prefix %s are not as they should be. %s."
            .formatted(tables.prefix(), problem));
  }
}
