package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;

/** What gives connections. */
@FunctionalInterface
interface ConnectionSource {

  /** Returns a connection; waits for one no longer than until the deadline, if it can. */
  Connection connection(Deadline deadline) throws SQLException;
}
