package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Answers reads: as many cells in one statement as it may reasonably hold. */
public final class CellReader {

  private static final String WHAT = "The read";
  private static final int MAX_SELECTS = 60;

  private final Connections connections;
  private final Dialect dialect;
  private final Tables tables;
  private final Collections collections;
  private final KnownCells known;

  /** Reads through {@code connections}. */
  public CellReader(
      Connections connections,
      Dialect dialect,
      Tables tables,
      Collections collections,
      KnownCells known) {
    this.connections = connections;
    this.dialect = dialect;
    this.tables = tables;
    this.collections = collections;
    this.known = known;
  }

  /** Answers {@code requests} in their order. */
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    List<PendingRead> reads = new ArrayList<>(requests.size());
    List<PendingRead> open = new ArrayList<>(requests.size());
    for (CellRead request : requests) {
      CellRef cell = request.cell();
      Long collection = collections.find(cell.collection(), deadline);
      PendingRead read = new PendingRead(request, collection, known.get(cell));
      reads.add(read);
      if (collection != null) {
        open.add(read);
      }
    }
    while (!open.isEmpty()) {
      List<PendingRead> asked = open;
      open = connections.repeatable(WHAT, deadline, connection -> ask(connection, asked));
    }
    return reads.stream().map(PendingRead::answer).toList();
  }

  private List<PendingRead> ask(Connection connection, List<PendingRead> reads)
      throws SQLException {
    List<PendingRead> unsettled = new ArrayList<>();
    int from = 0;
    while (from < reads.size()) {
      ReadStatement statement = new ReadStatement(connection, dialect, tables);
      int selects = 0;
      int to = from;
      while (to < reads.size() && (to == from || selects < MAX_SELECTS)) {
        selects += 1 + reads.get(to).request().parts().size();
        reads.get(to++).addTo(statement);
      }
      statement.run();
      reads.subList(from, to).forEach(read -> settle(read, unsettled));
      from = to;
    }
    return unsettled;
  }

  private void settle(PendingRead read, List<PendingRead> unsettled) {
    if (!read.isSettled()) {
      unsettled.add(read);
    }
    known.put(read.request().cell(), read.cell());
  }
}
