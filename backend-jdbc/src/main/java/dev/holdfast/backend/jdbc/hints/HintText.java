package dev.holdfast.backend.jdbc.hints;

import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts of notifications: who sends, and which cell, or {@code *} for any. */
final class HintText {

  private static final String EVERYTHING = "*";

  private final String sender;
  private final Collections collections;

  HintText(UUID sender, Collections collections) {
    this.sender = Bytes.ofLong(sender.getLeastSignificantBits()).toBase64();
    this.collections = collections;
  }

  String of(CellRef cell) {
    Long collection = collections.known(cell.collection());
    return collection == null
        ? everything()
        : sender + " " + Bytes.ofLong(collection).concat(cell.idBytes()).toBase64();
  }

  String everything() {
    return sender + " " + EVERYTHING;
  }

  /**
   * Tells {@code hints} what {@code text} says, unless it is this instance's own. Anybody may send
   * texts: what cannot be read may mean anything.
   */
  void tell(String text, Connection connection, HintDispatcher hints) throws SQLException {
    String[] parts = text.split(" ", 2);
    if (parts[0].equals(sender)) {
      return;
    }
    if (parts.length < 2 || parts[1].equals(EVERYTHING)) {
      hints.resync();
      return;
    }
    CellRef cell;
    try {
      cell = cell(Bytes.fromBase64(parts[1]), connection);
    } catch (RuntimeException unreadable) {
      cell = null;
    }
    if (cell == null) {
      hints.resync();
    } else {
      hints.changed(cell);
    }
  }

  private @Nullable CellRef cell(Bytes place, Connection connection) throws SQLException {
    CollectionRef collection = collections.named(connection, place.asBuffer().getLong());
    return collection == null
        ? null
        : collection.cell(place.slice(Long.BYTES, place.length()).toUtf8());
  }
}
