package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.pool.SqlWork;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers reads: as many cells at once as a statement may reasonably hold. */
public final class CellReader {

  private static final String WHAT = "The read";
  private static final int MAX_SELECTS = 60;

  /** How often a cell may change while it is read, before its writers have to wait for a reader. */
  private static final int MAX_TRIES = 8;

  private final Connections connections;
  private final Connections writing;
  private final Dialect dialect;
  private final ReadStatement.Sources sources;
  private final Collections collections;
  private final KnownCells known;
  private final HeadReader heads;
  private final int scattered;
  private final ScatterListener listener;

  /**
   * Reads through {@code connections}, and through {@code writing} what its writers have to wait
   * for.
   *
   * @param scattered how many rows that a few could hold are told to {@code listener}
   */
  public CellReader(
      Connections connections,
      Connections writing,
      Dialect dialect,
      Tables tables,
      Collections collections,
      KnownCells known,
      int scattered,
      ScatterListener listener) {
    this.connections = connections;
    this.writing = writing;
    this.dialect = dialect;
    this.sources = ReadStatement.Sources.of(tables);
    this.collections = collections;
    this.known = known;
    this.heads = new HeadReader(dialect, tables, known);
    this.scattered = scattered;
    this.listener = listener;
  }

  /** Answers with the head of a cell, unless it is at a revision that the reader has. */
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    StoredCell seen = known.get(cell);
    Long collection = collections.known(cell.collection());
    Optional<HeadAnswer> head =
        seen == null || collection == null
            ? Optional.empty()
            : connections.repeatable(
                WHAT, deadline, c -> heads.read(c, collection, cell, seen, unless));
    return head.orElseGet(
        () -> read(List.of(CellRead.of(cell, new Part.HeadPart(unless))), deadline).get(0).head());
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
    boolean inOrder = dialect.showsCommitsInOrder();
    for (int tries = 1; !open.isEmpty(); tries++) {
      List<PendingRead> asked = open;
      open =
          inOrder || tries <= MAX_TRIES
              ? connections.repeatable(WHAT, deadline, c -> ask(c, asked, inOrder))
              : writing.repeatable(WHAT, deadline, held(asked));
    }
    return reads.stream().map(PendingRead::answer).toList();
  }

  /** Returns what reads cells while nobody can commit to them: those that never come to rest. */
  private SqlWork<List<PendingRead>> held(List<PendingRead> reads) {
    return writing.takesTurns()
        ? connection -> ask(connection, reads, true)
        : connection -> askLocking(connection, reads);
  }

  /** Reads cells one by one, each under a lock that its writers wait for. */
  private List<PendingRead> askLocking(Connection connection, List<PendingRead> reads)
      throws SQLException {
    List<PendingRead> unsettled = new ArrayList<>();
    String lock =
        dialect.lockingRead(
            "SELECT num FROM %s WHERE collection = ? AND id = ?".formatted(sources.cells()));
    for (PendingRead read : reads) {
      dialect.begin(connection);
      try {
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
          Arguments.set(statement, read.key());
          statement.execute();
          while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
            // A lock that was not had shows when its result is asked for.
          }
        }
        unsettled.addAll(ask(connection, List.of(read), true));
      } finally {
        dialect.rollback(connection);
      }
    }
    return unsettled;
  }

  private List<PendingRead> ask(Connection connection, List<PendingRead> reads, boolean inOrder)
      throws SQLException {
    List<PendingRead> unsettled = new ArrayList<>();
    int from = 0;
    while (from < reads.size()) {
      ReadStatement statement = new ReadStatement(connection, dialect, sources);
      int selects = 0;
      int to = from;
      while (to < reads.size() && (to == from || selects < MAX_SELECTS)) {
        selects += 1 + reads.get(to).request().parts().size();
        reads.get(to++).addTo(statement);
      }
      statement.run();
      reads.subList(from, to).forEach(read -> settle(read, inOrder, unsettled));
      from = to;
    }
    return unsettled;
  }

  private void settle(PendingRead read, boolean inOrder, List<PendingRead> unsettled) {
    if (!read.isSettled(inOrder)) {
      unsettled.add(read);
    } else if (scattered > 0) {
      read.tellScattered(scattered, listener);
    }
    known.put(read.request().cell(), read.cell());
  }
}
