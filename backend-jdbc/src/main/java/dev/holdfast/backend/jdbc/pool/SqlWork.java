package dev.holdfast.backend.jdbc.pool;

import java.sql.Connection;
import java.sql.SQLException;

/** Something done on a connection. */
@FunctionalInterface
public interface SqlWork<T> {

  /** Does it. */
  T on(Connection connection) throws SQLException;
}
