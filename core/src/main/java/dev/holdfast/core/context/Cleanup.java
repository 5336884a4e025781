package dev.holdfast.core.context;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cleanup: all cells, page by page; only cells with something to remove are written. */
final class Cleanup {

  private static final int CELLS_AT_ONCE = 128;

  private final Cells cells;
  private final CollectionRef collection;
  private final ContextCache cache;
  private final @Nullable Instant contextsBefore;
  private final @Nullable Instant deltasBefore;
  private final @Nullable Long deltasKept;
  private long examined;
  private long contextsDeleted;
  private long idsTrimmed;

  Cleanup(Cells cells, CollectionRef collection, ContextCache cache, ContextSettings settings) {
    this.cells = cells;
    this.collection = collection;
    this.cache = cache;
    Instant now = cells.clock().instant();
    this.contextsBefore = before(now, settings.contextTtl());
    this.deltasBefore = before(now, settings.deltaTtl());
    this.deltasKept = settings.deltasKept();
  }

  private static @Nullable Instant before(Instant now, @Nullable Duration ttl) {
    return ttl == null ? null : now.minus(ttl);
  }

  CleanupReport run() {
    int pageSize = Math.min(CELLS_AT_ONCE, cells.info().limits().maxPage());
    ListQuery query = ListQuery.all(collection, pageSize);
    CellPage page = cells.list(query);
    clean(page.cells());
    while (page.cursor() != null) {
      page = cells.list(query.from(page.cursor()));
      clean(page.cells());
    }
    return new CleanupReport(examined, contextsDeleted, idsTrimmed);
  }

  private void clean(List<CellSummary> found) {
    List<CellRead> kept = new ArrayList<>();
    for (CellSummary summary : found) {
      examined++;
      if (!deleteIfExpired(summary)) {
        kept.add(
            CellRead.of(
                summary.cell(),
                new Part.LogStatsPart(ContextReader.DELTAS),
                Part.LogPart.after(ContextReader.DELTAS, Offset.ORIGIN, 1, 1)));
      }
    }
    if (kept.isEmpty() || (deltasBefore == null && deltasKept == null)) {
      return;
    }
    List<CellAnswer> answers = cells.readAll(kept);
    for (int i = 0; i < kept.size(); i++) {
      trim(kept.get(i).cell(), answers.get(i));
    }
  }

  /** Deletes a context with its deltas, unless it changed since it was listed. */
  private boolean deleteIfExpired(CellSummary summary) {
    Revision head = summary.head();
    Instant at = summary.headAt();
    if (contextsBefore == null || head == null || at == null || !at.isBefore(contextsBefore)) {
      return false;
    }
    try {
      cells.commit(
          summary.cell(),
          List.of(new Precondition.HeadRevision(head)),
          List.of(new Mutation.DeleteCell()));
    } catch (ConflictException e) {
      return false;
    }
    cache.remove(summary.cell());
    contextsDeleted++;
    return true;
  }

  private void trim(CellRef cell, CellAnswer answer) {
    long count = answer.answer(0, LogStats.class).count();
    LogAnswer oldest = answer.answer(1, LogAnswer.class);
    List<Mutation> trims = new ArrayList<>();
    if (deltasBefore != null
        && !oldest.entries().isEmpty()
        && oldest.entries().get(0).at().isBefore(deltasBefore)) {
      trims.add(new Mutation.TrimOlderThan(ContextReader.DELTAS, deltasBefore));
    }
    if (deltasKept != null && count > deltasKept) {
      trims.add(new Mutation.TrimToLatest(ContextReader.DELTAS, deltasKept));
    }
    if (!trims.isEmpty()) {
      cells.trimAll(cell, new Commit(null, List.of(), trims, null));
      idsTrimmed++;
    }
  }
}
