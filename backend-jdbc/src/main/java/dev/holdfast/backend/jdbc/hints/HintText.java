package dev.holdfast.backend.jdbc.hints;

import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

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

  /** Tells {@code hints} what {@code text} says, unless it is this instance's own. */
  void tell(String text, Connection connection, HintDispatcher hints) throws SQLException {
    int blank = text.indexOf(' ');
    if (blank < 0 || text.substring(0, blank).equals(sender)) {
      return;
    }
    String content = text.substring(blank + 1);
    if (content.equals(EVERYTHING)) {
      hints.resync();
      return;
    }
    Bytes place = Bytes.fromBase64(content);
    CollectionRef collection = collections.named(connection, place.asBuffer().getLong());
    if (collection != null) {
      hints.changed(collection.cell(place.slice(Long.BYTES, place.length()).toUtf8()));
    }
  }
}
