package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is particular to one database.
 *
 * <p>Implementations have a public constructor without parameters, keep no state and are
 * thread-safe. Begin with {@link AbstractDialect}, which does everything that standard SQL can do.
 */
public interface Dialect {

  /** Returns its name: lower case, for example {@code postgresql}. */
  String name();

  /** Returns what the URLs begin with that its driver answers to, {@code jdbc:} included. */
  List<String> urlPrefixes();

  /** Tells whether this is the dialect of a database that calls itself {@code product}. */
  boolean isFor(String product);

  /** Returns the class name of its driver. */
  String driverClass();

  /** Returns the Maven coordinates of its driver, {@code group:artifact}. */
  String driverArtifact();

  /** Returns the URL to connect to where an application names {@code url}. */
  default String connectionUrl(String url) {
    return url;
  }

  /** Returns driver properties for the connections to {@code url}. */
  Map<String, String> connectionProperties(String url);

  /** Returns a statement that every new connection runs; empty for none. */
  default String connectionSql() {
    return "";
  }

  /**
   * Sees to a connection of an application's own data source, each time that it is lent: to what
   * reads depend on, and what costs one short question at most.
   */
  default void borrowed(Connection connection) throws SQLException {}

  /** Tells whether answers come over a network, so that waiting for one has to be bounded. */
  default boolean isRemote() {
    return true;
  }

  /**
   * Tells whether the database takes one writer at a time, so that one connection is for writing.
   */
  default boolean hasOneWriter() {
    return false;
  }

  /**
   * Names the database, the same to all connections of this process, where only one of them may
   * write at a time; empty where the database itself sees to what writers do at once.
   */
  default Optional<String> oneWriterOf(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Tells whether a read that sees a commit sees all commits whose locks that one waited for. One
   * in steps does not: each step sees a state of its own, so the cell's row has to prove that
   * nothing has changed in between.
   */
  default boolean showsCommitsInOrder() {
    return readsAtOnce();
  }

  /** Tells whether one text may hold several statements. */
  default boolean joinsStatements() {
    return false;
  }

  /**
   * Returns the text of one statement that is another one at each number of arguments, so that it
   * is not worth being remembered.
   */
  default String rare(String statement) {
    return statement;
  }

  /** Returns one text of several statements, where that may be. */
  default String joined(List<String> statements) {
    return String.join("; ", statements);
  }

  /**
   * Tells whether a read is one statement, a union; if not, it is several, the row of a cell behind
   * what the cell holds.
   */
  default boolean readsAtOnce() {
    return false;
  }

  /**
   * Tells whether a listing follows an index of the cells that are listed; if not, it goes along
   * the key of all cells, also of those that were deleted.
   */
  default boolean hasIndexOfListed() {
    return true;
  }

  /**
   * Tells whether a cell's row is found sooner by its number than by its id; if not, the rows lie
   * in the order of the ids.
   */
  default boolean findsCellsByNumber() {
    return true;
  }

  /**
   * Returns what the database says of itself.
   *
   * @throws dev.holdfast.error.ConfigurationException if it is set up so that Holdfast cannot work
   */
  EngineFacts inspect(Connection connection, String url) throws SQLException;

  /** Returns how many bytes a cell's row can hold of what its logs and maps are. */
  default int maxStateBytes() {
    return Integer.MAX_VALUE;
  }

  /** Returns what an exception of the driver means. */
  Failure failure(SQLException exception);

  /**
   * Returns what would help against {@code exception}, met at {@code url}: a sentence behind a
   * blank, or nothing.
   *
   * <p>It is shown, so it holds nothing of the URL that may be secret.
   */
  default String advice(String url, SQLException exception) {
    return "";
  }

  /**
   * Returns the statements that bring the schema from the version before to {@code version}, {@code
   * ${prefix}} standing for the prefix of the tables, separated by a semicolon at the end of a
   * line.
   *
   * <p>They may be run again where an earlier run was cut off.
   */
  String migration(int version);

  /** Keeps other nodes from changing the schema until what it returns is closed. */
  SchemaLock lockSchema(Connection connection, Tables tables) throws SQLException;

  /** Returns an expression for the database's clock, in milliseconds; 0 where nobody polls. */
  String clock();

  /** Returns an expression for a binary value of no bytes. */
  String noBytes();

  /**
   * Returns a condition that holds where {@code column} is one of {@code count} keys, with the
   * parameters that {@link #keys} gives.
   */
  String isOneOf(String column, int count);

  /** Returns the arguments of {@link #isOneOf}. */
  List<Object> keys(Connection connection, List<Bytes> keys) throws SQLException;

  /** Begins a transaction; may leave it to the text of {@link #lockingRead}. */
  void begin(Connection connection) throws SQLException;

  /**
   * Makes {@code select}, the first statement of a transaction, lock the row of the cell that it
   * finds until the transaction ends.
   */
  String lockingRead(String select);

  /**
   * Writes {@code change} in the transaction that was begun.
   *
   * @return whether the cell was as the change expects it; if not, nothing else was written
   */
  boolean write(Connection connection, Tables tables, CellChange change) throws SQLException;

  /** Ends the transaction: all that was written shows and stays. */
  void commit(Connection connection) throws SQLException;

  /** Ends the transaction as if it had never begun. */
  void rollback(Connection connection) throws SQLException;

  /** Does what {@link #rollback} does because of {@code reason}, which takes along what fails. */
  default void rollback(Connection connection, Throwable reason) {
    try {
      rollback(connection);
    } catch (SQLException alsoFailed) {
      reason.addSuppressed(alsoFailed);
    }
  }

  /** Does what {@link #write} and {@link #commit} do, in fewer round trips where it can. */
  default boolean writeAndCommit(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    if (!write(connection, tables, change)) {
      return false;
    }
    commit(connection);
    return true;
  }

  /** Tells whether {@link #writeAlone} works. */
  default boolean canWriteAlone(CellChange change) {
    return false;
  }

  /**
   * Writes {@code change} outside of any transaction, in one round trip, whole or not at all.
   *
   * @return whether the cell was as the change expects it; if not, nothing was written
   */
  default boolean writeAlone(Connection connection, Tables tables, CellChange change)
      throws SQLException {
    throw new UnsupportedOperationException(name() + " cannot write a change in one statement");
  }

  /** Tells whether {@link #writeAlone} is ever worth trying. */
  default boolean writesAlone() {
    return false;
  }

  /** Returns how the database tells others of changes; empty if watchers have to poll. */
  default Optional<Notifications> notifications() {
    return Optional.empty();
  }

  /** Keeps others from changing the schema until it is closed. */
  interface SchemaLock extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }
}
