package dev.holdfast.core.context;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shortest backend that keeps the rules for heads and logs; it can lose its last commits. */
public final class ModelBackend implements Backend {

  private final Limits limits;
  private final CommitEvaluator evaluator;
  private final HintDispatcher hints = new HintDispatcher("model");
  private final Map<Integer, TreeMap<CellRef, ModelCell>> snapshots = new HashMap<>();
  private TreeMap<CellRef, ModelCell> cells = new TreeMap<>();
  private int commits;

  /** Makes one without any cell. */
  public ModelBackend(InstantSource clock, Limits limits) {
    this.limits = limits;
    this.evaluator = new CommitEvaluator(clock, limits);
  }

  static Limits limits(int maxValueBytes, int maxMutations, int maxPage, int maxTrim) {
    Limits wide = Limits.DEFAULT;
    return new Limits(
        maxValueBytes,
        wide.maxCommitBytes(),
        maxMutations,
        maxPage,
        wide.maxReadBytes(),
        maxTrim,
        wide.retryHorizon(),
        wide.writerRetention(),
        wide.tombstoneRetention());
  }

  /** Keeps the state as it is now under a number. */
  synchronized void mark(int number) {
    snapshots.put(number, new TreeMap<>(cells));
  }

  /** Fails over to a server that has the state marked, and nothing since. */
  synchronized void failOverTo(int number) {
    cells = new TreeMap<>(snapshots.get(number));
    hints.resync();
  }

  synchronized int commits() {
    return commits;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "model",
        "1",
        new Capabilities(
            Durability.APPLIED, Failover.MAY_LOSE_COMMITS, Reach.ONE_PROCESS, Hints.PUSHED),
        limits);
  }

  @Override
  public synchronized List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    return requests.stream()
        .map(read -> cells.getOrDefault(read.cell(), ModelCell.UNKNOWN).answer(read.parts()))
        .toList();
  }

  @Override
  public synchronized CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    ModelCell next = cells.getOrDefault(cell, ModelCell.UNKNOWN).copy();
    CommitResult result = evaluator.evaluate(cell, next, commit);
    cells.put(cell, next);
    commits++;
    hints.changed(cell);
    return result;
  }

  @Override
  public synchronized CellPage list(ListQuery query, Deadline deadline) {
    List<CellSummary> page = new ArrayList<>();
    boolean down = query.direction() == Direction.DESCENDING;
    NavigableMap<CellRef, ModelCell> ordered = down ? cells.descendingMap() : cells;
    for (Map.Entry<CellRef, ModelCell> entry : ordered.entrySet()) {
      CellRef cell = entry.getKey();
      if (isBehind(cell, query.cursor(), down) || !matches(cell, entry.getValue(), query)) {
        continue;
      }
      if (page.size() == query.pageSize()) {
        return new CellPage(page, page.get(page.size() - 1).cell().idBytes());
      }
      page.add(entry.getValue().summary(cell));
    }
    return new CellPage(page, null);
  }

  private static boolean isBehind(CellRef cell, @Nullable Bytes cursor, boolean down) {
    int order = cursor == null ? 0 : cell.idBytes().compareTo(cursor);
    return cursor != null && (down ? order >= 0 : order <= 0);
  }

  private static boolean matches(CellRef cell, ModelCell state, ListQuery query) {
    CellSummary summary = state.summary(cell);
    boolean headNeeded =
        query.version() != null || query.headSince() != null || query.headBefore() != null;
    return cell.collection().equals(query.collection())
        && cell.id().startsWith(query.idPrefix())
        && (summary.head() != null || (!headNeeded && state.hasLogsOrMaps()))
        && (query.version() == null || summary.head().version() == query.version())
        && (query.headSince() == null || !summary.headAt().isBefore(query.headSince()))
        && (query.headBefore() == null || summary.headAt().isBefore(query.headBefore()));
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    throw new AssertionError("Contexts do not ask for the usage.");
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    return hints.watch(scope, listener);
  }

  @Override
  public Health health(Deadline deadline) {
    return new Health(true, "");
  }

  @Override
  public void close() {
    hints.close();
  }
}
