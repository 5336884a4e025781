package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Suite;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the suites about cells share: names, short forms of mutations, and refusals. */
public abstract class CellSuite extends Suite {

  static final LogRef LOG = new LogRef("log");
  static final MapRef SORTED = MapRef.sorted("map");
  static final MapRef UNSORTED = MapRef.unsorted("map");

  CellSuite() {}

  /** Returns the cell called {@code id} of this test's collection. */
  final Cell cell(String id) {
    return new Cell(backend(), new CellRef(collection(), id));
  }

  /** Returns the cell that most tests work on. */
  final Cell cell() {
    return cell("cell");
  }

  final Limits limits() {
    return backend().info().limits();
  }

  /** Returns an id of a new writer, attempted now. */
  final CommitId newId() {
    return new CommitId(UUID.randomUUID(), 1, clock().instant());
  }

  /** Lists the ids that {@code query} and its cursors lead to. */
  final List<String> ids(ListQuery query) {
    return list(query).stream().map(summary -> summary.cell().id()).toList();
  }

  final List<CellSummary> list(ListQuery query) {
    List<CellSummary> cells = new ArrayList<>();
    CellPage page = backend().list(query, soon());
    cells.addAll(page.cells());
    while (page.cursor() != null) {
      page = backend().list(query.from(page.cursor()), soon());
      cells.addAll(page.cells());
    }
    return cells;
  }

  static Bytes bytes(String text) {
    return Bytes.utf8(text);
  }

  static Offset at(long major, long minor) {
    return new Offset(major, minor);
  }

  static Mutation put(long version, String value) {
    return new Mutation.PutHead(version, bytes(value));
  }

  static Mutation append(long major, long minor, String value) {
    return new Mutation.Append(LOG, at(major, minor), bytes(value));
  }

  static Mutation append(String value) {
    return new Mutation.AppendNext(LOG, bytes(value));
  }

  static Mutation putRow(MapRef map, String key, String value) {
    return new Mutation.PutRow(map, bytes(key), bytes(value));
  }

  static Mutation deleteRow(MapRef map, String key) {
    return new Mutation.DeleteRow(map, bytes(key));
  }

  /** Appends entries at (1, 0) to (count, 0), each in a commit of its own or as limits allow. */
  static void fill(Cell cell, int count) {
    List<Mutation> appends = new ArrayList<>();
    for (int major = 1; major <= count; major++) {
      appends.add(append(major, 0, "entry " + major));
    }
    cell.commitAll(appends);
  }

  /** Checks that {@code call} is refused with a conflict and leaves {@code cell} as it was. */
  static ConflictException conflict(ErrorCode code, Cell cell, ThrowingCallable call) {
    return (ConflictException) refusedWhole(code, cell, call);
  }

  /** Checks that {@code call} is refused and leaves {@code cell} as it was. */
  static HoldfastException refusedWhole(ErrorCode code, Cell cell, ThrowingCallable call) {
    CellAnswer before = state(cell);
    HoldfastException refusal = refused(code, call);
    assertThat(state(cell)).as("the cell after the refusal").isEqualTo(before);
    return refusal;
  }

  /** Checks that {@code call} leaves {@code cell} as it was. */
  static void unchanged(Cell cell, Runnable call) {
    CellAnswer before = state(cell);
    call.run();
    assertThat(state(cell)).as("the cell, which was not to change").isEqualTo(before);
  }

  /** Reads all that a test put into a cell under the usual names, if it is not too much. */
  static CellAnswer state(Cell cell) {
    long bytes = cell.backend().info().limits().maxReadBytes();
    return cell.read(
        Part.HeadPart.ANY,
        Part.LogPart.after(LOG, Offset.ORIGIN, 8, bytes),
        new Part.LogStatsPart(LOG),
        Part.ScanPart.all(SORTED, 8, bytes),
        new Part.MapStatsPart(SORTED),
        new Part.MapStatsPart(UNSORTED));
  }
}
