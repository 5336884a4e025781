package dev.holdfast.backend.jdbc.pool;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Something done on a connection. */
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {

  /** Does it. */
  T on(Connection connection) throws SQLException;
}
