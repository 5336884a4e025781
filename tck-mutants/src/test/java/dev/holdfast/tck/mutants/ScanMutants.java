package dev.holdfast.tck.mutants;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scans gone wrong. */
final class ScanMutants {

  private ScanMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "orders keys by signed bytes",
            Flaws.keyOrder((a, b) -> Arrays.compare(a.toArray(), b.toArray())),
            "CELL-SCAN-01"),
        new Mutant(
            "orders longer keys behind shorter ones",
            Flaws.keyOrder(
                Comparator.comparing(Bytes::length).thenComparing(Comparator.naturalOrder())),
            "CELL-SCAN-01"),
        new Mutant(
            "includes the upper bound of a scan",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.ScanPart scan && scan.to() != null
                        ? bounded(scan, scan.to().concat(Bytes.copyOf((byte) 0)), scan.maxBytes())
                        : part),
            "CELL-SCAN-02"),
        new Mutant(
            "skips the row behind each page", Flaws.answers(ScanMutants::skipping), "CELL-SCAN-03"),
        new Mutant(
            "answers the row of a cursor again",
            Flaws.reads(ScanMutants::repeating),
            "CELL-SCAN-03"),
        new Mutant(
            "counts rows to find where an unsorted scan goes on",
            ScanMutants::counting,
            "CELL-SCAN-04"),
        new Mutant(
            "ignores the bound on bytes of a scan",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.ScanPart scan
                        ? bounded(scan, scan.to(), Long.MAX_VALUE)
                        : part),
            "CELL-SCAN-05"));
  }

  private static Part.ScanPart bounded(Part.ScanPart scan, @Nullable Bytes to, long maxBytes) {
    return new Part.ScanPart(
        scan.map(), scan.from(), to, scan.direction(), scan.cursor(), scan.maxRows(), maxBytes);
  }

  private static PartAnswer skipping(PlainCell state, Part<?> part, PartAnswer answer) {
    if (answer instanceof RowPage page && page.cursor() != null && page.rows().size() > 1) {
      List<Row> rows = page.rows().subList(0, page.rows().size() - 1);
      return new RowPage(true, page.incarnation(), rows, page.cursor());
    }
    return answer;
  }

  /** Takes the cursor for the first row to answer: the key just before it, in byte order. */
  private static Part<?> repeating(PlainCell state, Part<?> part) {
    if (part instanceof Part.ScanPart scan && scan.cursor() != null) {
      Bytes cursor = requireNonNull(scan.cursor());
      PlainMap map = state.maps.get(scan.map());
      Bytes key = cursor.slice(Long.BYTES, cursor.length());
      Bytes before = map == null ? null : map.rows.lowerKey(key);
      boolean movesOn = scan.maxRows() > 1 && map != null && map.rows.containsKey(key);
      return before == null || !movesOn
          ? part
          : scan.next(cursor.slice(0, Long.BYTES).concat(before));
    }
    return part;
  }

  private static PlainBackend counting(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected PartAnswer answer(PlainCell state, Part<?> part) {
        if (part instanceof Part.ScanPart scan && !scan.map().sorted()) {
          PlainMap map = state.maps.get(scan.map());
          return map == null ? RowPage.ABSENT : page(map, scan);
        }
        return super.answer(state, part);
      }
    };
  }

  private static RowPage page(PlainMap map, Part.ScanPart scan) {
    int from = scan.cursor() == null ? 0 : Integer.parseInt(scan.cursor().toUtf8());
    List<Row> rows = map.rows.values().stream().skip(from).limit(scan.maxRows()).toList();
    int next = from + rows.size();
    return new RowPage(
        true,
        map.record.incarnation(),
        rows,
        next < map.rows.size() ? Bytes.utf8(Integer.toString(next)) : null);
  }
}
