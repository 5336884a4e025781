package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * MariaDB 10.6 and later.
 *
 * <p>Several statements go in one text, so that a commit takes two round trips: one begins and
 * locks the cell, one writes and commits. Where the cell is known it takes one.
 */
public final class MariadbDialect extends AbstractDialect {

  private static final int MIB = 1 << 20;
  private static final int MARGIN = 64 << 10;
  private static final int LOCK_SECONDS = 60;

  /** For {@link java.util.ServiceLoader}. */
  public MariadbDialect() {}

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public List<String> urlPrefixes() {
    return List.of("jdbc:mariadb:");
  }

  @Override
  public boolean isFor(String product) {
    return product.equals("MariaDB");
  }

  @Override
  public String driverClass() {
    return "org.mariadb.jdbc.Driver";
  }

  @Override
  public String driverArtifact() {
    return "org.mariadb.jdbc:mariadb-java-client";
  }

  @Override
  public Map<String, String> connectionProperties(String url) {
    return Map.of("allowMultiQueries", "true", "useServerPrepStmts", "true");
  }

  /** Locks of gaps, which other isolation levels take, would block writers of other cells. */
  @Override
  public String connectionSql() {
    return "SET SESSION tx_isolation = 'READ-COMMITTED', SESSION innodb_lock_wait_timeout = 2";
  }

  /**
   * MariaDB 11.4 was seen to show the second of two commits that waited for one another without the
   * first, to a statement that began meanwhile, at any isolation level.
   */
  @Override
  public boolean showsCommitsInOrder() {
    return false;
  }

  @Override
  public boolean findsCellsByNumber() {
    return false;
  }

  /** Its tables lie in the order of their keys; by another index each row is looked up. */
  @Override
  public boolean hasIndexOfListed() {
    return false;
  }

  @Override
  public boolean joinsStatements() {
    return true;
  }

  /** The server prepares no more than one statement at a time, and the driver goes by the text. */
  @Override
  public String joined(List<String> statements) {
    return statements.size() == 1
        ? statements.get(0)
        : MariadbChange.CLIENT_PREPARES + super.joined(statements);
  }

  /** The server remembers no more than a bounded number of statements for all connections. */
  @Override
  public String rare(String statement) {
    return MariadbChange.CLIENT_PREPARES + statement;
  }

  @Override
  public EngineFacts inspect(Connection connection, String url) throws SQLException {
    requireManyStatements(connection);
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT VERSION(), @@max_allowed_packet, @@innodb_flush_log_at_trx_commit,"
                    + " @@innodb_flush_method, @@log_bin, @@tx_isolation")) {
      found.next();
      if (!found.getString(6).equals("READ-COMMITTED")) {
        throw new ConfigurationException(
            ErrorCode.STORAGE_UNUSABLE,
            "The connections to MariaDB have the isolation level %s; set READ-COMMITTED."
                .formatted(found.getString(6)));
      }
      return new EngineFacts(
          "MariaDB " + found.getString(1),
          new Capabilities(
              durability(found.getInt(3), found.getString(4)),
              found.getBoolean(5) ? Failover.MAY_LOSE_COMMITS : Failover.NONE,
              Reach.MANY_PROCESSES,
              Hints.POLLED),
          limits(found.getLong(2)));
    }
  }

  private static void requireManyStatements(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1; SELECT 2");
    } catch (SQLException e) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE,
          "The connections to MariaDB take one statement at a time; the driver's setting"
              + " allowMultiQueries=true lets them take several.",
          e);
    }
  }

  private static Durability durability(int flush, String method) {
    return switch (flush) {
      case 1, 3 -> method.equalsIgnoreCase("nosync") ? Durability.PROCESS : Durability.SYNCED;
      case 2 -> Durability.PROCESS;
      default -> Durability.APPLIED;
    };
  }

  /** A whole commit goes in one packet, in which a byte may take two. */
  private static Limits limits(long packet) {
    Limits most = Limits.DEFAULT;
    long commit = Math.min(most.maxCommitBytes(), packet / 2 - MARGIN);
    if (commit < MIB) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE,
          "max_allowed_packet of the MariaDB server is %d bytes; 4 MiB are needed."
              .formatted(packet));
    }
    return new Limits(
        (int) Math.min(most.maxValueBytes(), commit - MARGIN),
        commit,
        most.maxMutations(),
        most.maxPage(),
        most.maxReadBytes(),
        most.maxTrimEntries(),
        most.retryHorizon(),
        most.writerRetention(),
        most.tombstoneRetention());
  }

  @Override
  public Failure failure(SQLException exception) {
    return switch (exception.getErrorCode()) {
      case 1020, 1062, 1205, 1213 -> Failure.RETRY;
      case 1021, 1036, 1040, 1114, 1153, 1203, 1226, 1290, 1461, 1836, 1969 -> Failure.REFUSED;
      case 1034, 1712 -> Failure.CORRUPT;
      case 0 -> isOfUrl(exception) ? Failure.URL : super.failure(exception);
      default -> super.failure(exception);
    };
  }

  /** The driver has no code for it. */
  private static boolean isOfUrl(SQLException exception) {
    String message = String.valueOf(exception.getMessage());
    return exception.getSQLState() == null
        && (message.startsWith("error parsing url") || message.startsWith("Incorrect port value"));
  }

  @Override
  public SchemaLock lockSchema(Connection connection, Tables tables) throws SQLException {
    String name = "CONCAT(DATABASE(), '." + tables.schema() + "')";
    try (Statement statement = connection.createStatement();
        ResultSet got =
            statement.executeQuery("SELECT GET_LOCK(%s, %d)".formatted(name, LOCK_SECONDS))) {
      if (!got.next() || got.getInt(1) != 1) {
        throw new SQLException("The lock on the schema was not had in time.", "HYT00");
      }
    }
    return () -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT RELEASE_LOCK(%s)".formatted(name));
      }
    };
  }

  /** Goes by universal time: local time comes twice when summer ends. */
  @Override
  public String clock() {
    return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000";
  }

  @Override
  protected Upsert upsert(String table, List<String> keys, List<String> others) {
    return new Upsert(
        insertInto(table, keys, others),
        others.stream()
            .map(column -> column + " = VALUES(" + column + ")")
            .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", "")));
  }

  /** The transaction begins with the first statement's text. */
  @Override
  public void begin(Connection connection) {}

  @Override
  public String lockingRead(String select) {
    return joined(List.of("START TRANSACTION", super.lockingRead(select)));
  }

  @Override
  public boolean write(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    change(tables, change).write(connection);
    return true;
  }

  /** The cell's row is locked, so that its stamp cannot be another than was read. */
  @Override
  public boolean writeAndCommit(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    change(tables, change).writeAndCommit(connection);
    return true;
  }

  @Override
  public boolean writesAlone() {
    return true;
  }

  @Override
  public boolean canWriteAlone(CellChange change) {
    return !change.isNew();
  }

  @Override
  public boolean writeAlone(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    try {
      change(tables, change).writeAlone(connection);
      return true;
    } catch (SQLException e) {
      rollback(connection, e);
      if (MariadbChange.foundAnother(e)) {
        return false;
      }
      throw e;
    }
  }

  private MariadbChange change(Tables tables, CellChange change) {
    CellSteps steps = steps(tables);
    return new MariadbChange(steps.cell(change), steps.contents(change));
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }
}
