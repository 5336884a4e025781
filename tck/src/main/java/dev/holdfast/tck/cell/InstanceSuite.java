package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import dev.holdfast.tck.Clause;
import org.junit.jupiter.api.Test;

/** Two instances over one storage, as two parts of an application or two of its processes. */
public abstract class InstanceSuite extends CellSuite {

  /** For subclasses. */
  protected InstanceSuite() {}

  @Test
  @Clause({"CELL-TWO-01", "CELL-READ-03"})
  void instances_seeEachOthersCommits() {
    Cell here = cell();
    Cell there = here.through(secondBackend());
    for (int i = 1; i <= 5; i++) {
      // Whatever an instance kept from its last read is stale by the next.
      Cell writer = i % 2 == 0 ? here : there;
      Cell reader = i % 2 == 0 ? there : here;
      writer.commit(put(i, "value " + i), append("entry " + i), putRow(SORTED, "key", "row " + i));
      assertThat(requireNonNull(reader.head()).value()).isEqualTo(bytes("value " + i));
      assertThat(reader.stats(LOG).last()).isEqualTo(at(i, 0));
      assertThat(requireNonNull(reader.row(SORTED, bytes("key"))).value())
          .isEqualTo(bytes("row " + i));
      assertThat(state(reader)).isEqualTo(state(writer));
    }
    there.commit(new Mutation.DropLog(LOG), new Mutation.DropMap(SORTED));
    assertThat(here.stats(LOG).present()).isFalse();
    assertThat(here.stats(SORTED).present()).isFalse();

    there.commit(new Mutation.DeleteCell());
    assertThat(here.head()).isNull();
    there.through(secondBackend()).commit(put(9, "again"));
    assertThat(here.version()).isEqualTo(9);
    assertThat(ids(ListQuery.all(collection(), 8))).containsExactly("cell");
  }

  @Test
  @Clause("CELL-TWO-02")
  void preconditions_holdAcrossInstances() {
    Cell here = cell();
    Cell there = here.through(secondBackend());
    here.commit(put(1, "one"), append(1, 0, "entry"));
    Commit commit =
        Commit.of(put(2, "two"), append(2, 0, "entry"))
            .when(new Precondition.HeadVersion(1))
            .when(new Precondition.LogLast(LOG, at(1, 0)));

    there.commit(commit);
    conflict(ErrorCode.VERSION_CONFLICT, here, () -> here.commit(commit));
    conflict(ErrorCode.OFFSET_CONFLICT, here, () -> here.commit(append(2, 0, "other")));
  }

  @Test
  @Clause("CELL-TWO-03")
  void closingOneInstance_leavesTheOthers() {
    Backend third = session().open();
    cell().through(third).commit(put(1, "one"));
    third.close();

    assertThat(cell().version()).isEqualTo(1);
    cell().commit(put(2, "two"));
    assertThat(cell().through(secondBackend()).version()).isEqualTo(2);
  }
}
