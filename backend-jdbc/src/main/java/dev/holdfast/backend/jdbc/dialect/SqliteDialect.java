package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import dev.holdfast.value.Bytes;
import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SQLite, in a file of this machine, with a write-ahead log. */
public final class SqliteDialect extends AbstractDialect {

  private static final int FULL = 2;
  private static final int CANNOT_OPEN = 14;

  /** A path; other forms begin with another colon. */
  private static final Pattern PATH = Pattern.compile("jdbc:sqlite:(?:file:)?([^:?][^?]*)");

  /** For {@link java.util.ServiceLoader}. */
  public SqliteDialect() {}

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public List<String> urlPrefixes() {
    return List.of("jdbc:sqlite:");
  }

  @Override
  public boolean isFor(String product) {
    return product.equals("SQLite");
  }

  @Override
  public String driverClass() {
    return "org.sqlite.JDBC";
  }

  @Override
  public String driverArtifact() {
    return "org.xerial:sqlite-jdbc";
  }

  @Override
  public Map<String, String> connectionProperties(String url) {
    return Map.of(
        "journal_mode", "WAL",
        "synchronous", "FULL",
        "busy_timeout", "2000");
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public boolean hasOneWriter() {
    return true;
  }

  @Override
  public EngineFacts inspect(Connection connection, String url) throws SQLException {
    String journal = pragma(connection, "journal_mode");
    if (!journal.equals("wal")) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE,
          "The SQLite database has journal mode %s; readers need a write-ahead log in a file."
              .formatted(journal));
    }
    boolean isForced = Integer.parseInt(pragma(connection, "synchronous")) >= FULL;
    return new EngineFacts(
        "SQLite " + connection.getMetaData().getDatabaseProductVersion(),
        new Capabilities(
            isForced ? Durability.SYNCED : Durability.PROCESS,
            Failover.NONE,
            Reach.MANY_PROCESSES,
            Hints.POLLED),
        Limits.DEFAULT);
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA " + name)) {
      found.next();
      return found.getString(1);
    }
  }

  /** SQLite has no SQLSTATE; the lowest byte of its result code tells the kind. */
  @Override
  public Failure failure(SQLException exception) {
    return switch (exception.getErrorCode() & 0xFF) {
      case 5, 6, 17, 19 -> Failure.RETRY;
      case 1, 3, 8, CANNOT_OPEN, 23 -> Failure.SCHEMA;
      case 7, 9, 13, 18, 25 -> Failure.REFUSED;
      case 11, 26 -> Failure.CORRUPT;
      default -> Failure.LOST;
    };
  }

  /** SQLite says only that it cannot open the file. */
  @Override
  public String advice(String url, SQLException exception) {
    Matcher path = PATH.matcher(url);
    if ((exception.getErrorCode() & 0xFF) != CANNOT_OPEN || !path.lookingAt()) {
      return "";
    }
    File directory = new File(path.group(1)).getAbsoluteFile().getParentFile();
    return directory == null || directory.isDirectory()
        ? ""
        : " Its directory does not exist; SQLite makes the file, but not %s.".formatted(directory);
  }

  /** The transaction of a writer is the lock; what the schema's statements do is part of it. */
  @Override
  public SchemaLock lockSchema(Connection connection, Tables tables) throws SQLException {
    begin(connection);
    return () -> commit(connection);
  }

  @Override
  public String clock() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  /** One list in one parameter: their number is bounded. */
  @Override
  public String isOneOf(String column, int count) {
    return column + " IN (SELECT unhex(value) FROM json_each(?))";
  }

  @Override
  public List<Object> keys(Connection connection, List<Bytes> keys) {
    HexFormat hex = HexFormat.of();
    return List.of(
        keys.stream()
            .map(key -> '"' + hex.formatHex(key.toArray()) + '"')
            .collect(Collectors.joining(",", "[", "]")));
  }

  /**
   * Transactions are begun and ended by statements. The driver's own ways fall out of step where
   * another process holds the lock for long: it takes the connection to be in a transaction that it
   * could not begin, and begins one more at each commit, so that a commit fails that was made.
   */
  @Override
  public void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  /** A transaction of the writing connection keeps all other writers out from its beginning. */
  @Override
  public String lockingRead(String select) {
    return select;
  }
}
