package dev.holdfast.backend.jdbc.known;

import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which the tables name collections; once given, a number stays.
 *
 * <p>Thread-safe.
 */
public final class Collections {

  /** Past this many the memory is emptied, so that it stays bounded. */
  private static final int MAX_KNOWN = 100_000;

  private final Connections reading;
  private final Connections writing;
  private final Map<CollectionRef, Long> numbers = new ConcurrentHashMap<>();
  private final Map<Long, CollectionRef> names = new ConcurrentHashMap<>();
  private final Tags random = new Tags();
  private final String find;
  private final String name;
  private final String insert;

  /** Looks up through {@code reading} and adds through {@code writing}. */
  public Collections(Connections reading, Connections writing, Tables tables) {
    this.reading = reading;
    this.writing = writing;
    this.find = "SELECT num FROM " + tables.collection() + " WHERE namespace = ? AND name = ?";
    this.name = "SELECT namespace, name FROM " + tables.collection() + " WHERE num = ?";
    this.insert = "INSERT INTO " + tables.collection() + " (num, namespace, name) VALUES (?, ?, ?)";
  }

  /** Returns a collection's number, or {@code null} if nothing was ever written to it. */
  public @Nullable Long find(CollectionRef collection, Deadline deadline) {
    Long known = numbers.get(collection);
    return known != null
        ? known
        : reading
            .repeatable("The look-up of a collection", deadline, c -> find(c, collection))
            .orElse(null);
  }

  /** Returns a collection's number if this instance has met it, or {@code null}. */
  public @Nullable Long known(CollectionRef collection) {
    return numbers.get(collection);
  }

  /** Returns a collection's number, and gives it one if it has none. */
  public long findOrAdd(CollectionRef collection, Deadline deadline) {
    Long found = find(collection, deadline);
    return found != null
        ? found
        : writing.repeatable("Adding a collection", deadline, c -> add(c, collection));
  }

  private Optional<Long> find(Connection connection, CollectionRef collection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      Arguments.set(statement, key(collection));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(remember(row.getLong(1), collection)) : Optional.empty();
      }
    }
  }

  /** Another may add it at the same time: whoever comes second finds it. */
  private long add(Connection connection, CollectionRef collection) throws SQLException {
    long number = random.next() >>> 1;
    List<Bytes> key = key(collection);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      Arguments.set(statement, List.of(number, key.get(0), key.get(1)));
      statement.executeUpdate();
      return remember(number, collection);
    } catch (SQLException e) {
      if (writing.errors().failure(e) != Failure.RETRY) {
        throw e;
      }
      return find(connection, collection).orElseThrow(() -> e);
    }
  }

  private static List<Bytes> key(CollectionRef collection) {
    return List.of(Bytes.utf8(collection.namespace()), Bytes.utf8(collection.name()));
  }

  private Long remember(long number, CollectionRef collection) {
    if (numbers.size() >= MAX_KNOWN) {
      numbers.clear();
      names.clear();
    }
    numbers.put(collection, number);
    names.put(number, collection);
    return number;
  }

  /** Returns the collection with this number, or {@code null} if there is none. */
  public @Nullable CollectionRef named(Connection connection, long number) throws SQLException {
    CollectionRef known = names.get(number);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement = connection.prepareStatement(name)) {
      statement.setLong(1, number);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        CollectionRef found =
            new CollectionRef(
                Bytes.wrap(row.getBytes(1)).toUtf8(), Bytes.wrap(row.getBytes(2)).toUtf8());
        remember(number, found);
        return found;
      }
    }
  }
}
