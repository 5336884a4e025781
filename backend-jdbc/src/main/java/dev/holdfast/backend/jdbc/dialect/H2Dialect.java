package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.backend.jdbc.h2.SteadyPath;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H2, in memory or in a file of this machine. */
public final class H2Dialect extends AbstractDialect {

  private static final Logger LOG = LoggerFactory.getLogger(H2Dialect.class);

  /** What a VARBINARY column of H2 can hold at most. */
  private static final int MAX_BINARY = 1 << 20;

  private static final Pattern FILE = Pattern.compile("^jdbc:h2:(?:file:|(?=[./~]|[A-Za-z]:))");

  /** The prefixes of H2's file systems, and what may be a path behind them. */
  private static final Pattern PATH = Pattern.compile("(jdbc:h2:(?:[a-z]+:)*)([^;]*)");

  /** What H2 calls a path that is neither absolute nor begins with a dot. */
  private static final int IMPLICITLY_RELATIVE = 90011;

  /** What H2 calls a user who may not change a setting of the database. */
  private static final int NOT_AN_ADMINISTRATOR = 90040;

  /** For {@link java.util.ServiceLoader}. */
  public H2Dialect() {}

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public List<String> urlPrefixes() {
    return List.of("jdbc:h2:");
  }

  @Override
  public boolean isFor(String product) {
    return product.equals("H2");
  }

  @Override
  public String driverClass() {
    return "org.h2.Driver";
  }

  @Override
  public String driverArtifact() {
    return "com.h2database:h2";
  }

  /**
   * Reaches files in a way of its own: H2's close, and with them the database, when a thread that
   * uses them is interrupted.
   */
  @Override
  public String connectionUrl(String url) {
    Matcher file = FILE.matcher(url);
    return file.find() ? file.replaceFirst("jdbc:h2:" + SteadyPath.register()) : url;
  }

  /** A setting that the URL has already is left to it; H2 takes none twice. */
  @Override
  public Map<String, String> connectionProperties(String url) {
    String given = url.toUpperCase(Locale.ROOT);
    Map<String, String> properties = new HashMap<>();
    properties.put("LOCK_TIMEOUT", "2000");
    properties.put("WRITE_DELAY", "0");
    // A commit is a dozen of statements, and more than eight would be parsed each time.
    properties.put("QUERY_CACHE_SIZE", "64");
    // The last connection to leave would take a database in memory with it.
    properties.put("DB_CLOSE_DELAY", url.startsWith("jdbc:h2:mem:") ? "-1" : "0");
    // The backend closes its connections before the process ends, or a kill does.
    properties.put("DB_CLOSE_ON_EXIT", "FALSE");
    // Where it cannot write its trace file, H2 prints stack traces to the console.
    properties.put("TRACE_LEVEL_FILE", "0");
    properties.keySet().removeIf(key -> given.contains(";" + key + "="));
    return properties;
  }

  /**
   * H2 keeps the last result of a statement, and 2.5.252 was seen to answer with it although a
   * commit had made it stale, until the next one.
   */
  @Override
  public String connectionSql() {
    return "SET OPTIMIZE_REUSE_RESULTS FALSE";
  }

  /**
   * The database forgets the setting when its last connection leaves, and each setting costs it
   * what it knows of its statements; so a connection remembers that it was seen to.
   */
  @Override
  public void borrowed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT @HOLDFAST")) {
        if (row.next() && row.getString(1) != null) {
          return;
        }
      }
      statement.execute(connectionSql());
      statement.execute("SET @HOLDFAST = 'ready'");
    }
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  /**
   * A rollback of H2 can restore a row twice, and so undo what another has committed in between.
   */
  @Override
  public Optional<String> oneWriterOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT COALESCE(DATABASE_PATH(), 'mem:' || DATABASE())")) {
      return found.next() ? Optional.of("h2:" + found.getString(1)) : Optional.empty();
    }
  }

  @Override
  public EngineFacts inspect(Connection connection, String url) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String engine = "H2 " + data.getDatabaseProductVersion();
    return new EngineFacts(
        engine,
        new Capabilities(
            durability(connection, engine), Failover.NONE, Reach.ONE_PROCESS, Hints.POLLED),
        limits());
  }

  private static Durability durability(Connection connection, String engine) throws SQLException {
    if (!isForcedOut(connection)) {
      return Durability.APPLIED;
    }
    DatabaseMetaData data = connection.getMetaData();
    if (findsItsLastCommits(data.getDatabaseMajorVersion(), data.getDatabaseMinorVersion())) {
      return Durability.PROCESS;
    }
    LOG.warn(
        "{} may lose its last commits when the process dies, so its durability is APPLIED; use H2 2.4.",
        engine);
    return Durability.APPLIED;
  }

  /**
   * Tells whether H2 finds in its file all that was committed before the process died.
   *
   * <p>Since 2.5.250 the file's header names the part before the last one that was written, which
   * may not lead to the last one.
   */
  static boolean findsItsLastCommits(int major, int minor) {
    return major < 2 || (major == 2 && minor < 5);
  }

  private static boolean isForcedOut(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT DATABASE_PATH() IS NOT NULL AND EXISTS (SELECT 1 FROM"
                    + " INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'"
                    + " AND SETTING_VALUE = '0')")) {
      return found.next() && found.getBoolean(1);
    }
  }

  private static Limits limits() {
    Limits most = Limits.DEFAULT;
    return new Limits(
        MAX_BINARY,
        most.maxCommitBytes(),
        most.maxMutations(),
        most.maxPage(),
        most.maxReadBytes(),
        most.maxTrimEntries(),
        most.retryHorizon(),
        most.writerRetention(),
        most.tombstoneRetention());
  }

  @Override
  public int maxStateBytes() {
    return MAX_BINARY;
  }

  @Override
  public Failure failure(SQLException exception) {
    return switch (exception.getErrorCode()) {
      case 40001, 50200, 90131, 23505 -> Failure.RETRY;
      case 57014, 90039 -> Failure.REFUSED;
      case 90030 -> Failure.CORRUPT;
      case NOT_AN_ADMINISTRATOR -> Failure.SCHEMA;
      case IMPLICITLY_RELATIVE, 90046, 90066, 90113 -> Failure.URL;
      default -> super.failure(exception);
    };
  }

  @Override
  public String advice(String url, SQLException exception) {
    if (exception.getErrorCode() == NOT_AN_ADMINISTRATOR) {
      return " Holdfast switches off the reuse of results: give it a user who is an administrator.";
    }
    Matcher path = PATH.matcher(url);
    return exception.getErrorCode() == IMPLICITLY_RELATIVE && path.lookingAt()
        ? " Write %s./%s for a file below the working directory."
            .formatted(path.group(1), path.group(2))
        : "";
  }

  /** Its schema statements commit by themselves; who runs them is the one writer. */
  @Override
  public SchemaLock lockSchema(Connection connection, Tables tables) {
    return () -> {};
  }

  @Override
  public String clock() {
    return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
  }

  @Override
  protected Upsert upsert(String table, List<String> keys, List<String> others) {
    return new Upsert(
        "MERGE INTO %s (%s, %s) KEY (%s) VALUES "
            .formatted(
                table, String.join(", ", keys), String.join(", ", others), String.join(", ", keys)),
        "");
  }
}
