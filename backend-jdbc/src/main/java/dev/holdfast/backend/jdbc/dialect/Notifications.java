package dev.holdfast.backend.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How a database passes short texts from one connection to others. */
public interface Notifications {

  /** Sends texts to whoever listens to {@code channel}. */
  void send(Connection connection, String channel, List<String> texts) throws SQLException;

  /** Begins to listen to {@code channel}. */
  void listen(Connection connection, String channel) throws SQLException;

  /** Waits for texts, at most for {@code time}; empty if none came. */
  List<String> receive(Connection connection, Duration time) throws SQLException;

  /** Stops listening, so that the connection can serve others. */
  void stop(Connection connection) throws SQLException;
}
