package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values: any bytes, empty ones and the largest included. */
public abstract class ValueSuite extends CellSuite {

  private static final int MOST_BYTES = 32 << 20;

  /** For subclasses. */
  protected ValueSuite() {}

  @Test
  @Clause("CELL-VALUE-01")
  void anyBytes_comeBackByteForByte() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    List<Bytes> values =
        List.of(
            Bytes.wrap(all),
            Bytes.copyOf((byte) 0),
            Bytes.copyOf((byte) 0xC3, (byte) 0x28),
            bytes("null"),
            bytes(" trailing blanks  "),
            bytes("a\u0000b\r\n"),
            bytes("{\"json\": \"\ud83d\ude00\"}"));
    for (int i = 0; i < values.size(); i++) {
      assertStored(cell(), i + 1, values.get(i));
    }
    assertThat(cell().entries(LOG)).extracting(entry -> entry.value()).isEqualTo(values);
  }

  @Test
  @Clause("CELL-VALUE-02")
  void anEmptyValue_isAValue() {
    assertStored(cell(), 1, Bytes.EMPTY);

    assertThat(cell().head()).isNotNull();
    assertThat(cell().row(SORTED, bytes("other key"))).isNull();
    assertThat(cell().stats(LOG).count()).isEqualTo(1);
    cell().commit(put(2, "not empty"));
    cell().commit(put(3, ""));
    assertThat(requireNonNull(cell().head()).value()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  @Clause("CELL-VALUE-03")
  void theLargestValue_isStored() {
    int most = limits().maxValueBytes();
    onlyIf(most <= MOST_BYTES, "maxValueBytes is " + most + ", too large for a test");
    byte[] content = new byte[most];
    new Random(content.length).nextBytes(content);
    Bytes largest = Bytes.wrap(content);

    List<Mutation> mutations = new ArrayList<>();
    mutations.add(new Mutation.PutHead(1, largest));
    mutations.add(new Mutation.AppendNext(LOG, largest));
    mutations.add(new Mutation.PutRow(SORTED, bytes("key"), largest));
    mutations.add(new Mutation.PutRow(UNSORTED, bytes("key"), largest));
    mutations.forEach(cell()::commit);

    assertHolds(cell(), largest);
  }

  private static void assertStored(Cell cell, long version, Bytes value) {
    cell.commit(
        new Mutation.PutHead(version, value),
        new Mutation.AppendNext(LOG, value),
        new Mutation.PutRow(SORTED, bytes("key"), value),
        new Mutation.PutRow(UNSORTED, bytes("key"), value));
    assertHolds(cell, value);
  }

  private static void assertHolds(Cell cell, Bytes value) {
    assertThat(requireNonNull(cell.head()).value()).isEqualTo(value);
    List<Bytes> entries = cell.entries(LOG).stream().map(entry -> entry.value()).toList();
    assertThat(entries.get(entries.size() - 1)).isEqualTo(value);
    assertThat(requireNonNull(cell.row(SORTED, bytes("key"))).value()).isEqualTo(value);
    assertThat(cell.rows(UNSORTED)).extracting(row -> row.value()).containsExactly(value);
  }
}
