package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lists contexts and delta counts, in the order of their ids. */
final class ContextListing {

  /** How many cells are read at once, of which each may be large. */
  private static final int CELLS_AT_ONCE = 64;

  private final Cells cells;
  private final CollectionRef collection;

  ContextListing(Cells cells, CollectionRef collection) {
    this.cells = cells;
    this.collection = collection;
  }

  Page<Context> contexts(ContextQuery query) {
    return page(
        query,
        List.of(Part.HeadPart.ANY),
        (cell, answer) -> {
          Head head = matchingHead(query, answer);
          return head == null ? null : ContextReader.decode(cell, head);
        });
  }

  Page<DeltaCount> counts(ContextQuery query) {
    boolean headNeeded = query.version() != null || query.insertedSince() != null;
    return page(
        query,
        List.of(Part.HeadPart.ANY, new Part.LogStatsPart(ContextReader.DELTAS)),
        (cell, answer) -> {
          long count = answer.answer(1, LogStats.class).count();
          boolean hasHead = answer.head() instanceof HeadAnswer.Present;
          boolean listed = headNeeded ? matchingHead(query, answer) != null : hasHead || count > 0;
          return listed ? new DeltaCount(cell.id(), count) : null;
        });
  }

  private static @Nullable Head matchingHead(ContextQuery query, CellAnswer answer) {
    if (!(answer.head() instanceof HeadAnswer.Present present)) {
      return null;
    }
    Head head = present.head();
    boolean matches =
        (query.version() == null || query.version() == head.revision().version())
            && (query.insertedSince() == null || !head.at().isBefore(query.insertedSince()));
    return matches ? head : null;
  }

  /** Reads {@code parts} of the cells and keeps what {@code item} makes of them, if not null. */
  private <T> Page<T> page(
      ContextQuery query, List<Part<?>> parts, BiFunction<CellRef, CellAnswer, @Nullable T> item) {
    if (query.id() != null) {
      return single(query, query.id(), parts, item);
    }
    List<T> items = new ArrayList<>();
    Bytes cursor = ListingCursor.readOfCells(query);
    long toSkip = query.offset();
    do {
      // Never more than is still missing, so that the cursor leads on from the last item.
      long missing = toSkip > 0 ? toSkip : query.limit() - items.size();
      CellPage page = cells.list(cellQuery(query, cursor, missing));
      cursor = page.cursor();
      List<T> found = items(page, parts, item);
      if (toSkip > 0) {
        toSkip -= found.size();
      } else {
        items.addAll(found);
      }
    } while (cursor != null && items.size() < query.limit());
    return new Page<>(items, ListingCursor.writeOfCells(query, cursor));
  }

  private ListQuery cellQuery(ContextQuery query, @Nullable Bytes cursor, long missing) {
    int atOnce = Math.min(CELLS_AT_ONCE, cells.info().limits().maxPage());
    return new ListQuery(
        collection,
        query.idPrefix(),
        query.version(),
        query.insertedSince(),
        null,
        query.descending() ? Direction.DESCENDING : Direction.ASCENDING,
        cursor,
        (int) Math.min(atOnce, missing));
  }

  private <T> List<T> items(
      CellPage page, List<Part<?>> parts, BiFunction<CellRef, CellAnswer, @Nullable T> item) {
    List<CellRead> reads =
        page.cells().stream().map(summary -> new CellRead(summary.cell(), parts)).toList();
    List<CellAnswer> answers = reads.isEmpty() ? List.of() : cells.readAll(reads);
    List<T> items = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      T found = item.apply(reads.get(i).cell(), answers.get(i));
      if (found != null) {
        items.add(found);
      }
    }
    return items;
  }

  private <T> Page<T> single(
      ContextQuery query,
      String id,
      List<Part<?>> parts,
      BiFunction<CellRef, CellAnswer, @Nullable T> item) {
    boolean onLaterPage = ListingCursor.readOfCells(query) != null || query.offset() > 0;
    if (onLaterPage || !id.startsWith(query.idPrefix())) {
      return new Page<>(List.of(), null);
    }
    CellRef cell = collection.cell(id);
    T found = item.apply(cell, cells.read(cell, parts));
    return new Page<>(found == null ? List.of() : List.of(found), null);
  }
}
