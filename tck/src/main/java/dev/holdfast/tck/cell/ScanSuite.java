package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scans: the rows of a map, page by page. */
public abstract class ScanSuite extends CellSuite {

  /** In byte order: prefixes first, bytes unsigned. */
  private static final List<Bytes> KEYS =
      List.of(
          hex("00"),
          hex("0000"),
          hex("01"),
          hex("41"),
          hex("4100"),
          hex("4142"),
          hex("61"),
          hex("7f"),
          hex("80"),
          hex("ff"),
          hex("ff00"),
          hex("ffff"));

  /** For subclasses. */
  protected ScanSuite() {}

  @Test
  @Clause("CELL-SCAN-01")
  void aSortedMap_isScannedInByteOrder() {
    List<Bytes> shuffled = new ArrayList<>(KEYS);
    Collections.shuffle(shuffled);
    putAll(SORTED, shuffled);

    assertThat(cell().keys(SORTED)).isEqualTo(KEYS);
    assertThat(keys(scan(null, null, Direction.DESCENDING, 8))).isEqualTo(reversed(KEYS));
  }

  @Test
  @Clause("CELL-SCAN-02")
  void aBoundedScan_answersTheRowsWithinItsBounds() {
    putAll(SORTED, KEYS);
    List<@Nullable Bytes> bounds = new ArrayList<>();
    bounds.add(null);
    bounds.addAll(List.of(hex("00"), hex("4100"), hex("42"), hex("ff"), hex("ffffff")));

    for (Bytes from : bounds) {
      for (Bytes to : bounds) {
        List<Bytes> expected =
            KEYS.stream()
                .filter(key -> from == null || key.compareTo(from) >= 0)
                .filter(key -> to == null || key.compareTo(to) < 0)
                .toList();
        assertThat(keys(scan(from, to, Direction.ASCENDING, 8)))
            .as("from %s to %s", from, to)
            .isEqualTo(expected);
        assertThat(keys(scan(from, to, Direction.DESCENDING, 5)))
            .as("from %s to %s, descending", from, to)
            .isEqualTo(reversed(expected));
      }
    }
  }

  @Test
  @Clause("CELL-SCAN-03")
  void pages_leadToEveryRow() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      putAll(map, KEYS);
      for (int most : new int[] {1, 2, 5, 8}) {
        List<Bytes> seen = new ArrayList<>();
        Part.ScanPart scan = Part.ScanPart.all(map, most, limits().maxReadBytes());
        RowPage page = cell().ask(scan);
        addKeys(page, most, seen);
        while (page.cursor() != null) {
          page = cell().ask(scan.next(page.cursor()));
          addKeys(page, most, seen);
        }
        if (map.sorted()) {
          assertThat(seen).isEqualTo(KEYS);
        } else {
          assertThat(seen).containsAll(KEYS).isSubsetOf(KEYS);
        }
      }
    }
  }

  @Test
  @Clause("CELL-SCAN-03")
  void aSortedScan_underChange_answersWhatStaysExactlyOnce() {
    for (Direction direction : Direction.values()) {
      putAll(SORTED, KEYS);
      Part.ScanPart scan = scan(null, null, direction, 3);
      RowPage page = cell().ask(scan);
      List<Bytes> seen = new ArrayList<>(page.rows().stream().map(Row::key).toList());
      int step = 0;
      while (page.cursor() != null) {
        // Rows come and go at both ends, and the row that the cursor stands on goes.
        Bytes last = seen.get(seen.size() - 1);
        cell()
            .commit(
                new Mutation.DeleteRow(SORTED, last),
                new Mutation.PutRow(SORTED, Bytes.copyOf((byte) 0, (byte) ++step), bytes("new")),
                new Mutation.PutRow(SORTED, Bytes.copyOf((byte) -1, (byte) -step), bytes("new")));
        page = cell().ask(scan.next(page.cursor()));
        page.rows().forEach(row -> seen.add(row.key()));
      }
      assertThat(seen).doesNotHaveDuplicates().containsAll(KEYS);
      cell().commit(new Mutation.DropMap(SORTED));
    }
  }

  @Test
  @Clause("CELL-SCAN-04")
  void anUnsortedScan_underChange_answersWhatStaysAtLeastOnce() {
    List<Bytes> stay = IntStream.range(0, 60).mapToObj(i -> bytes("stays " + i)).toList();
    List<Bytes> go = IntStream.range(0, 60).mapToObj(i -> bytes("goes " + i)).toList();
    putAll(UNSORTED, stay);
    putAll(UNSORTED, go);

    Part.ScanPart scan = Part.ScanPart.all(UNSORTED, 7, limits().maxReadBytes());
    RowPage page = cell().ask(scan);
    List<Bytes> seen = new ArrayList<>(page.rows().stream().map(Row::key).toList());
    int step = 0;
    while (page.cursor() != null) {
      List<Mutation> changes = new ArrayList<>();
      for (int i = 0; i < 3; i++, step++) {
        changes.add(new Mutation.DeleteRow(UNSORTED, go.get(step % go.size())));
      }
      // More rows go than come: what counts rows to find its place misses some.
      changes.add(new Mutation.PutRow(UNSORTED, bytes("comes " + step % 200), bytes("new")));
      cell().commitAll(changes);
      page = cell().ask(scan.next(page.cursor()));
      page.rows().forEach(row -> seen.add(row.key()));
    }
    assertThat(seen).containsAll(stay);
  }

  @Test
  @Clause("CELL-SCAN-05")
  void aPage_isBoundedByBytes() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      cell().commit(putRow(map, "a", "1234"), putRow(map, "b", "1234"), putRow(map, "c", "1234"));
      for (long most : new long[] {1, 5, 9, 10, 14, 15}) {
        Part.ScanPart scan = Part.ScanPart.all(map, 8, most);
        RowPage page = cell().ask(scan);
        assertThat(page.rows().size()).isBetween(1, (int) Math.max(1, most / 5));
        assertThat(page.cursor() != null || page.rows().size() == 3).isTrue();
        assertThat(cell().rows(scan)).extracting(Row::key).contains(bytes("a"), bytes("c"));
      }
    }
  }

  private void putAll(MapRef map, List<Bytes> keys) {
    cell().commitAll(keys.stream().map(key -> new Mutation.PutRow(map, key, key)).toList());
  }

  private List<Bytes> keys(Part.ScanPart scan) {
    return cell().rows(scan).stream().map(Row::key).toList();
  }

  private Part.ScanPart scan(
      @Nullable Bytes from, @Nullable Bytes to, Direction direction, int maxRows) {
    return new Part.ScanPart(SORTED, from, to, direction, null, maxRows, limits().maxReadBytes());
  }

  private static void addKeys(RowPage page, int most, List<Bytes> seen) {
    assertThat(page.present()).isTrue();
    assertThat(page.rows().size()).isLessThanOrEqualTo(most);
    page.rows()
        .forEach(
            row -> {
              assertThat(row.value()).isEqualTo(requireNonNull(row.key()));
              seen.add(row.key());
            });
  }

  private static List<Bytes> reversed(List<Bytes> keys) {
    List<Bytes> copy = new ArrayList<>(keys);
    Collections.reverse(copy);
    return copy;
  }

  private static Bytes hex(String digits) {
    return Bytes.wrap(HexFormat.of().parseHex(digits));
  }
}
