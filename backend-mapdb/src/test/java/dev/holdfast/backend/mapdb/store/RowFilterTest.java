package dev.holdfast.backend.mapdb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.mapdb.row.CellKeys;
import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowFilterTest {

  private static final Instant SWEEP = Instant.ofEpochMilli(1_000);
  private static final Value SOMETHING = Value.of(Bytes.utf8("something"));
  private static final Bytes A = CellKeys.cell(new CollectionRef("n", "c").cell("a"));
  private static final Bytes B = CellKeys.cell(new CollectionRef("n", "c").cell("b"));

  private final TreeMap<Bytes, Value> rows = new TreeMap<>();

  private void row(Bytes cell, Bytes row, Value value) {
    rows.put(cell.concat(row), value);
  }

  private List<Bytes> kept(boolean lowest) {
    RowFilter filter = new RowFilter(lowest, SWEEP);
    List<Bytes> kept = new ArrayList<>();
    for (Map.Entry<Bytes, Value> row : rows.entrySet()) {
      if (filter.keeps(row.getKey(), row.getValue())) {
        kept.add(row.getKey());
      }
    }
    return kept;
  }

  private static Value tombstone(long deletedAt) {
    Instant at = Instant.ofEpochMilli(deletedAt);
    CellRecord cell = new CellRecord(7, 0, null, 9, at, 3);
    return Value.of(CellRow.UNKNOWN.with(cell).encode());
  }

  @Test
  void contentsOfDroppedLogs_go() {
    row(A, RowKeys.contents(1), Value.of(Bytes.EMPTY));
    row(A, RowKeys.entry(1, new Offset(1, 0)), SOMETHING);
    row(A, RowKeys.entry(1, new Offset(2, 0)), SOMETHING);
    row(A, RowKeys.entry(2, new Offset(1, 0)), SOMETHING);
    row(B, RowKeys.entry(1, new Offset(1, 0)), SOMETHING);
    List<Bytes> others =
        List.of(
            A.concat(RowKeys.entry(2, new Offset(1, 0))),
            B.concat(RowKeys.entry(1, new Offset(1, 0))));
    assertThat(kept(true)).isEqualTo(others);
    assertThat(kept(false)).containsAll(others).contains(A.concat(RowKeys.contents(1))).hasSize(3);
  }

  @Test
  void marksOfDeletion_goWhereNothingLiesBelow() {
    row(A, RowKeys.HEAD, Value.DELETED);
    assertThat(kept(false)).hasSize(1);
    assertThat(kept(true)).isEmpty();
  }

  @Test
  void emptyValues_stay() {
    row(A, RowKeys.HEAD, Value.of(Bytes.EMPTY));
    assertThat(kept(true)).hasSize(1);
  }

  @Test
  void oldTombstones_goWithAllThatIsRememberedOfThem() {
    row(A, RowKeys.CELL, tombstone(999));
    row(A, RowKeys.floor(new LogRef("log")), SOMETHING);
    row(B, RowKeys.CELL, tombstone(1_000));
    row(B, RowKeys.floor(new LogRef("log")), SOMETHING);
    assertThat(kept(false)).hasSize(4);
    assertThat(kept(true))
        .containsExactly(B.concat(RowKeys.CELL), B.concat(RowKeys.floor(new LogRef("log"))));
  }

  @Test
  void usageOfCollections_stays() {
    rows.put(CellKeys.usage(new CollectionRef("n", "c")), SOMETHING);
    assertThat(kept(true)).hasSize(1);
  }
}
