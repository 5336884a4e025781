package dev.holdfast.tck.mutants.context;

import static dev.holdfast.tck.mutants.context.ContextMutant.store;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Plain stores that list the wrong things, or in the wrong order. */
final class ListingMutants {

  private ListingMutants() {}

  static List<ContextMutant> all() {
    return List.of(
        listing(
            "lists in one direction alone",
            query -> query.descending() ? query.reversed() : query,
            "CTX-20"),
        listing(
            "lists what was stored after the instant alone",
            query ->
                query.insertedSince() == null
                    ? query
                    : query.withInsertedSince(query.insertedSince().plusMillis(1)),
            "CTX-21"),
        listing(
            "forgets the prefix where a version is asked for",
            query -> query.version() == null ? query : query.withIdPrefix(""),
            "CTX-21"),
        listing(
            "takes a trailing percent sign of a prefix for a pattern",
            query ->
                query.idPrefix().endsWith("%")
                    ? query.withIdPrefix(
                        query.idPrefix().substring(0, query.idPrefix().length() - 1))
                    : query,
            "CTX-22"),
        listing(
            "skips one item less than the offset says",
            query -> query.offset() > 0 ? query.withOffset(query.offset() - 1) : query,
            "CTX-23"),
        store(
            "leaves out what a page has above two items",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<Context> list(ContextQuery query) {
                    Page<Context> page = super.list(query);
                    List<Context> items = page.items();
                    return new Page<>(items.subList(0, Math.min(2, items.size())), page.cursor());
                  }
                },
            "CTX-24"),
        store(
            "repeats the last delta of a page on the next",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<ContextDelta> listDeltas(ContextQuery query) {
                    Page<ContextDelta> page = super.listDeltas(query);
                    boolean isLater = query.cursor() != null && !page.items().isEmpty();
                    if (!isLater || page.items().size() == query.limit()) {
                      return page;
                    }
                    List<ContextDelta> items = new ArrayList<>(page.items());
                    items.add(0, items.get(0));
                    return new Page<>(items, page.cursor());
                  }
                },
            "CTX-24"),
        store(
            "starts again where it cannot read the cursor",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<Context> list(ContextQuery query) {
                    return super.list(
                        "not a cursor!".equals(query.cursor()) ? query.from(null) : query);
                  }
                },
            "CTX-25"),
        store(
            "leaves out ids without deltas",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<DeltaCount> listWithDeltaCounts(ContextQuery query) {
                    Page<DeltaCount> page = super.listWithDeltaCounts(query);
                    return new Page<>(
                        page.items().stream().filter(count -> count.count() > 0).toList(),
                        page.cursor());
                  }
                },
            "CTX-26"),
        store(
            "leaves out ids without a context",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<DeltaCount> listWithDeltaCounts(ContextQuery query) {
                    Page<DeltaCount> page = super.listWithDeltaCounts(query);
                    return new Page<>(
                        page.items().stream()
                            .filter(count -> super.get(count.id()).isPresent())
                            .toList(),
                        page.cursor());
                  }
                },
            "CTX-26"),
        store(
            "lists the deltas of contexts that are there alone",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<ContextDelta> listDeltas(ContextQuery query) {
                    Page<ContextDelta> page = super.listDeltas(query);
                    return new Page<>(
                        page.items().stream()
                            .filter(delta -> super.get(delta.id()).isPresent())
                            .toList(),
                        page.cursor());
                  }
                },
            "CTX-27"),
        store(
            "orders a page by UTF-16",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Page<Context> list(ContextQuery query) {
                    Page<Context> page = super.list(query);
                    Comparator<Context> order = Comparator.comparing(Context::id);
                    return new Page<>(
                        page.items().stream()
                            .sorted(query.descending() ? order.reversed() : order)
                            .toList(),
                        page.cursor());
                  }
                },
            "CTX-20"));
  }

  private static ContextMutant listing(
      String flaw, UnaryOperator<ContextQuery> asked, String... clauses) {
    return store(
        flaw,
        real ->
            new ForwardingStore(real) {
              @Override
              public Page<Context> list(ContextQuery query) {
                return super.list(asked.apply(query));
              }

              @Override
              public Page<DeltaCount> listWithDeltaCounts(ContextQuery query) {
                return super.listWithDeltaCounts(asked.apply(query));
              }

              @Override
              public Page<ContextDelta> listDeltas(ContextQuery query) {
                return super.listDeltas(asked.apply(query));
              }
            },
        clauses);
  }
}
