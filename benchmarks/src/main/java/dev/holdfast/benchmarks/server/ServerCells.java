package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.Folder;
import dev.holdfast.benchmarks.baseline.StoredCells;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Cells on a fresh place of an engine: a page of them, one with a log of 1,000 entries. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class ServerCells {

  static final int ENTRY_BYTES = 100;
  static final int PAGE = 100;
  static final int ENTRIES = 1_000;

  /** The cell whose entries were appended one by one. */
  static final String ONE_BY_ONE = "room:one by one";

  /** The engine. */
  @Param({"REDIS", "POSTGRESQL", "MARIADB", "H2", "SQLITE"})
  public ServerEngine server = ServerEngine.REDIS;

  /** Who does the work. */
  @Param({"HOLDFAST", "BASELINE"})
  public Side side = Side.HOLDFAST;

  StoredCells cells;
  private Folder folder;

  @Setup
  public void open() throws IOException {
    folder = Folder.make();
    cells = side.open(server, server.fresh(folder.path()));
    fill(cells);
  }

  @TearDown
  public void close() throws IOException {
    cells.close();
    folder.close();
  }

  /** Puts in a page of cells with values of 1 kB, the first also with 1,000 entries. */
  static void fill(StoredCells cells) {
    byte[] value = new byte[1_000];
    UUID writer = UUID.randomUUID();
    for (int i = 0; i < PAGE + 1; i++) {
      cells.commit(id(i), new StoredCells.CommitId(writer, 1), 0, value, new byte[ENTRY_BYTES]);
    }
    cells.append(id(0), new StoredCells.CommitId(writer, 2), 2, entries(ENTRIES - 1));
  }

  /** Puts in a cell with 1,000 entries, each by a commit of its own. */
  static void fillOneByOne(StoredCells cells) {
    UUID writer = UUID.randomUUID();
    for (int i = 1; i <= ENTRIES; i++) {
      cells.append(ONE_BY_ONE, new StoredCells.CommitId(writer, i), i, entries(1));
    }
  }

  static String id(int number) {
    return "room:" + number;
  }

  /** Returns entries of 100 bytes. */
  static List<byte[]> entries(int count) {
    return IntStream.range(0, count).mapToObj(i -> new byte[ENTRY_BYTES]).toList();
  }
}
