package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL 12 and later. */
public final class PostgresqlDialect extends AbstractDialect {

  /** For {@link java.util.ServiceLoader}. */
  public PostgresqlDialect() {}

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public List<String> urlPrefixes() {
    return List.of("jdbc:postgresql:");
  }

  @Override
  public boolean isFor(String product) {
    return product.equals("PostgreSQL");
  }

  @Override
  public String driverClass() {
    return "org.postgresql.Driver";
  }

  @Override
  public String driverArtifact() {
    return "org.postgresql:postgresql";
  }

  @Override
  public Map<String, String> connectionProperties(String url) {
    return Map.of("reWriteBatchedInserts", "true", "tcpKeepAlive", "true");
  }

  @Override
  public String connectionSql() {
    return "SET lock_timeout = '2s'";
  }

  @Override
  public EngineFacts inspect(Connection connection, String url) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT current_setting('server_version'), current_setting('synchronous_commit'),"
                    + " current_setting('fsync'), current_setting('synchronous_standby_names'),"
                    + " (SELECT count(*) FROM pg_stat_replication)")) {
      found.next();
      String commit = found.getString(2);
      return new EngineFacts(
          "PostgreSQL " + found.getString(1),
          new Capabilities(
              durability(commit, found.getString(3).equals("on")),
              failover(commit, found.getString(4), found.getInt(5)),
              Reach.MANY_PROCESSES,
              Hints.PUSHED),
          Limits.DEFAULT);
    }
  }

  private static Durability durability(String commit, boolean isForced) {
    if (commit.equals("off")) {
      return Durability.APPLIED;
    }
    return isForced ? Durability.SYNCED : Durability.PROCESS;
  }

  private static Failover failover(String commit, String synchronous, int standbys) {
    boolean waits = !synchronous.isBlank() && !commit.equals("off") && !commit.equals("local");
    if (waits) {
      return Failover.LOSSLESS;
    }
    return standbys == 0 ? Failover.NONE : Failover.MAY_LOSE_COMMITS;
  }

  @Override
  public Failure failure(SQLException exception) {
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    return switch (state) {
      case "55P03" -> Failure.RETRY;
      case "57014" -> Failure.REFUSED;
      case "XX001", "XX002" -> Failure.CORRUPT;
      default -> super.failure(exception);
    };
  }

  @Override
  public SchemaLock lockSchema(Connection connection, Tables tables) throws SQLException {
    String key = "hashtext('" + tables.schema() + "'), hashtext(current_schema())";
    execute(connection, "SELECT pg_advisory_lock(" + key + ")");
    return () -> execute(connection, "SELECT pg_advisory_unlock(" + key + ")");
  }

  /** Watchers are told; nobody polls. */
  @Override
  public String clock() {
    return "0";
  }

  @Override
  public String noBytes() {
    return "''::bytea";
  }

  /** One list in one parameter: the statement stays the same however many there are. */
  @Override
  public String isOneOf(String column, int count) {
    return column + " = ANY (?)";
  }

  @Override
  public List<Object> keys(Connection connection, List<Bytes> keys) throws SQLException {
    byte[][] all = keys.stream().map(Bytes::toArray).toArray(byte[][]::new);
    return List.of(connection.createArrayOf("bytea", all));
  }

  @Override
  public boolean readsAtOnce() {
    return true;
  }

  @Override
  public boolean write(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    return canWriteAlone(change)
        ? writeAlone(connection, tables, change)
        : super.write(connection, tables, change);
  }

  @Override
  public boolean writesAlone() {
    return true;
  }

  /** All parts of one statement see the tables as they were before any of them. */
  @Override
  public boolean canWriteAlone(CellChange change) {
    return !change.rewritesEntries();
  }

  @Override
  public boolean writeAlone(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    PostgresqlChange text =
        new PostgresqlChange(connection, tables, change, steps(tables).cell(change));
    try (PreparedStatement statement = connection.prepareStatement(text.sql())) {
      Arguments.set(statement, text.arguments());
      try (ResultSet written = statement.executeQuery()) {
        return written.next();
      }
    }
  }

  @Override
  public Optional<Notifications> notifications() {
    return Optional.of(new PostgresqlNotifications());
  }
}
