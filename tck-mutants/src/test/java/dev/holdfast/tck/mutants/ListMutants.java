package dev.holdfast.tck.mutants;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Listings, usage and health gone wrong. */
final class ListMutants {

  private ListMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(selections());
    all.addAll(pages());
    all.addAll(figures());
    return all;
  }

  private static List<Mutant> selections() {
    return List.of(
        new Mutant(
            "lists deleted cells",
            ListMutants::tombstones,
            "CELL-LIST-01",
            "CELL-TOMB-01",
            "CELL-USAGE-01"),
        new Mutant(
            "lists cells with a head alone",
            Flaws.matches((query, state) -> state.record.hasHead()),
            "CELL-LIST-01"),
        new Mutant(
            "takes % and _ in a prefix for wildcards",
            Flaws.prefixes(ListMutants::like), "CELL-LIST-03"),
        new Mutant(
            "ignores the case of a prefix",
            Flaws.prefixes(
                (id, prefix) ->
                    id.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT))),
            "CELL-LIST-03"),
        new Mutant(
            "selects the versions from one on",
            Flaws.matches(
                (query, state) ->
                    query.version() == null
                        || (state.record.hasHead() && state.record.version() >= query.version())),
            "CELL-LIST-04"),
        new Mutant(
            "leaves out the instant that heads are asked since",
            Flaws.matches(
                (query, state) ->
                    inTime(query, state, at -> at.isAfter(query.headSince()))
                        && (query.version() == null || query.version() == state.record.version())),
            "CELL-LIST-05"),
        new Mutant(
            "compares the instant of the last commit with that asked for",
            Flaws.matches(
                (query, state) ->
                    query.headSince() == null
                        || !requireNonNull(state.record.updatedAt()).isBefore(query.headSince())),
            "CELL-LIST-05",
            "CELL-LIST-06"),
        new Mutant(
            "lists a deleted head under its floor",
            Flaws.matches(
                (query, state) ->
                    query.version() == null || query.version() == state.record.version()),
            "CELL-LIST-06"));
  }

  private static List<Mutant> pages() {
    return List.of(
        new Mutant(
            "orders ids by UTF-16 units",
            Flaws.idOrder(Comparator.comparing(Bytes::toUtf8)),
            "CELL-LIST-02"),
        new Mutant(
            "orders ids without regard to case",
            Flaws.idOrder(
                Comparator.comparing(Bytes::toUtf8, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(Comparator.naturalOrder())),
            "CELL-LIST-02"),
        new Mutant(
            "skips the cell behind each page",
            Flaws.pages(
                (query, page) ->
                    page.cursor() == null || page.cells().size() < 2
                        ? page
                        : new CellPage(
                            page.cells().subList(0, page.cells().size() - 1), page.cursor())),
            "CELL-LIST-07"),
        new Mutant(
            "counts cells to find where a listing goes on", ListMutants::counting, "CELL-LIST-07"),
        new Mutant(
            "lists a cell with the instant of its head alone",
            Flaws.pages(
                (query, page) ->
                    new CellPage(
                        page.cells().stream().map(ListMutants::datedByHead).toList(),
                        page.cursor())),
            "CELL-LIST-08"));
  }

  private static List<Mutant> figures() {
    return List.of(
        new Mutant("does not count keys", ListMutants::withoutKeys, "CELL-USAGE-02"),
        new Mutant("is never healthy", ListMutants::ill, "CELL-HEALTH-01"));
  }

  private static PlainBackend tombstones(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected boolean isListed(PlainCell state) {
        return state.record.sequence() > 0;
      }
    };
  }

  private static boolean like(String id, String prefix) {
    String pattern = Pattern.quote(prefix).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(id).lookingAt();
  }

  private static boolean inTime(ListQuery query, PlainCell state, Predicate<Instant> since) {
    Instant at = state.record.headAt();
    if (at == null) {
      return query.headSince() == null && query.headBefore() == null && query.version() == null;
    }
    return (query.headSince() == null || since.test(at))
        && (query.headBefore() == null || at.isBefore(query.headBefore()));
  }

  private static CellSummary datedByHead(CellSummary cell) {
    return cell.headAt() == null
        ? cell
        : new CellSummary(cell.cell(), cell.head(), cell.headAt(), cell.headAt());
  }

  private static PlainBackend counting(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CellPage list(ListQuery query, Deadline deadline) {
        int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor().toUtf8());
        ListQuery whole =
            new ListQuery(
                query.collection(),
                query.idPrefix(),
                query.version(),
                query.headSince(),
                query.headBefore(),
                query.direction(),
                null,
                Integer.MAX_VALUE);
        List<CellSummary> all = super.list(whole, deadline).cells();
        int to = Math.min(all.size(), from + query.pageSize());
        return new CellPage(
            all.subList(Math.min(from, to), to),
            to < all.size() ? Bytes.utf8(Integer.toString(to)) : null);
      }
    };
  }

  private static PlainBackend withoutKeys(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected long bytes(PlainCell state) {
        long keys = 0;
        for (PlainMap map : state.maps.values()) {
          keys += map.rows.keySet().stream().mapToLong(Bytes::length).sum();
        }
        return super.bytes(state) - keys;
      }
    };
  }

  private static PlainBackend ill(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public Health health(Deadline deadline) {
        requireOpen();
        return new Health(false, "not implemented");
      }
    };
  }
}
