package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.value.Bytes;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the arguments of statements. */
public final class Arguments {

  private Arguments() {}

  /** Sets {@code arguments}, each a Long, Integer, String, Bytes, Array or {@code null}. */
  public static void set(PreparedStatement statement, List<? extends @Nullable Object> arguments)
      throws SQLException {
    for (int i = 0; i < arguments.size(); i++) {
      set(statement, i + 1, arguments.get(i));
    }
  }

  static void set(PreparedStatement statement, int from, @Nullable Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      set(statement, from + i, arguments[i]);
    }
  }

  private static void set(PreparedStatement statement, int index, @Nullable Object argument)
      throws SQLException {
    if (argument == null) {
      statement.setNull(index, Types.NULL);
    } else if (argument instanceof Long number) {
      statement.setLong(index, number);
    } else if (argument instanceof Integer number) {
      statement.setInt(index, number);
    } else if (argument instanceof Bytes bytes) {
      statement.setBytes(index, bytes.toArray());
    } else if (argument instanceof String text) {
      statement.setString(index, text);
    } else if (argument instanceof Array array) {
      statement.setArray(index, array);
    } else {
      throw new IllegalArgumentException("No argument of a statement: " + argument.getClass());
    }
  }
}
