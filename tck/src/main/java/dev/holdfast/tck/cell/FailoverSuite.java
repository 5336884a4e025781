package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.Clause;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Another server takes over in mid-run, without the newest commits. */
public abstract class FailoverSuite extends CellSuite {

  /** For subclasses. */
  protected FailoverSuite() {}

  @Test
  @Clause({"CELL-FAILOVER-01", "CELL-FAILOVER-02"})
  void aFailoverThatLosesCommits_isSeenAndMergesNothing() throws Exception {
    Consumer<Runnable> failover = session().target().failover().orElse(null);
    onlyIf(failover != null, "the target lets no other server take over: onFailover()");
    Cell followed = cell("followed");
    followed.commit(put(1, "kept"), append(1, 0, "kept"));
    AtomicReference<Revision> lost = new AtomicReference<>();
    Cell busy = cell("busy");
    Workload load = new Workload(busy, clock());
    load.during(
        () ->
            requireNonNull(failover)
                .accept(
                    () -> {
                      followed.commit(put(2, "lost"), append(2, 0, "lost"));
                      lost.set(requireNonNull(followed.head()).revision());
                    }));

    assertThat(followed.version()).as("the version after the loss").isEqualTo(1);
    followed.commit(put(2, "another history"), append(2, 0, "another history"));
    Head head = requireNonNull(followed.head());
    assertThat(head.revision()).isNotEqualTo(lost.get());
    assertThat(
            backend()
                .read(
                    List.of(
                        CellRead.of(followed.ref(), new Part.HeadPart(requireNonNull(lost.get())))),
                    soon())
                .get(0)
                .head())
        .as("the head as read by who knows the lost one")
        .isEqualTo(new HeadAnswer.Present(head));
    conflict(
        ErrorCode.VERSION_CONFLICT,
        followed,
        () ->
            followed.commit(
                Commit.of(put(3, "on top of what was lost"))
                    .when(new Precondition.HeadRevision(requireNonNull(lost.get())))));
    assertThat(followed.texts(LOG)).containsExactly("kept", "another history");
    Workload.history(busy);
  }
}
