package dev.holdfast.backend.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** {@code LISTEN} and {@code NOTIFY}. */
final class PostgresqlNotifications implements Notifications {

  /** Nothing is stored, so nothing has to be forced. */
  @Override
  public void send(Connection connection, String channel, List<String> texts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT set_config('synchronous_commit', 'off', true), count(pg_notify(?, t))"
                + " FROM unnest(?) AS t")) {
      statement.setString(1, channel);
      statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
      statement.execute();
    }
  }

  @Override
  public void listen(Connection connection, String channel) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + channel);
    }
  }

  @Override
  public List<String> receive(Connection connection, Duration time) throws SQLException {
    PGNotification[] came =
        connection
            .unwrap(PGConnection.class)
            .getNotifications(Math.max(1, Math.toIntExact(time.toMillis())));
    List<String> texts = new ArrayList<>();
    if (came != null) {
      for (PGNotification notification : came) {
        texts.add(notification.getParameter());
      }
    }
    return texts;
  }

  @Override
  public void stop(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UNLISTEN *");
    }
  }
}
