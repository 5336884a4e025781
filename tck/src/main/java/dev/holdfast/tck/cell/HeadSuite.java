package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Heads: one versioned value for each cell. */
public abstract class HeadSuite extends CellSuite {

  /** For subclasses. */
  protected HeadSuite() {}

  @Test
  @Clause("CELL-HEAD-01")
  void aHeadThatWasPut_isReadBackWhole() {
    CommitResult result = cell().commit(put(7, "seven"));

    Head head = requireNonNull(cell().head());
    assertThat(head.revision()).isEqualTo(result.head());
    assertThat(head.revision().version()).isEqualTo(7);
    assertThat(head.value()).isEqualTo(bytes("seven"));
    assertThat(head.at()).isEqualTo(result.at()).isEqualTo(clock().instant());

    clock().advance(Duration.ofSeconds(1));
    cell().commit(append("does not touch the head"));
    assertThat(cell().head()).isEqualTo(head);
  }

  @Test
  @Clause("CELL-HEAD-02")
  void aVersionNotAboveTheCurrentOne_isRefused() {
    cell().commit(put(5, "five"));

    for (long version : new long[] {1, 4, 5}) {
      var conflict =
          conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(version, "other")));
      assertThat(conflict.actual()).isEqualTo("5");
    }
    cell().commit(put(6, "six"));
    assertThat(cell().version()).isEqualTo(6);
  }

  @Test
  @Clause("CELL-HEAD-03")
  void theSameVersionWithTheSameBytes_changesNothing() {
    CommitResult first = cell().commit(put(5, "five"));
    clock().advance(Duration.ofSeconds(1));

    unchanged(
        cell(),
        () -> {
          CommitResult again = cell().commit(put(5, "five"));
          assertThat(again.head()).isEqualTo(first.head());
          assertThat(again.sequence()).isEqualTo(first.sequence());
          assertThat(again.repeated()).isFalse();
        });
  }

  @Test
  @Clause("CELL-HEAD-04")
  void everyHeadWritten_hasATagOfItsOwn() {
    Set<Long> tags = new HashSet<>();
    for (long version = 1; version <= 5; version++) {
      for (String id : List.of("one", "other")) {
        Revision head = requireNonNull(cell(id).commit(put(version, "same bytes")).head());
        tags.add(head.tag());
      }
    }
    assertThat(tags).hasSize(10);

    cell("one").commit(new Mutation.DeleteHead());
    Revision again = requireNonNull(cell("one").commit(put(6, "same bytes")).head());
    assertThat(tags).doesNotContain(again.tag());
  }

  @Test
  @Clause("CELL-HEAD-05")
  void aReaderThatHasTheRevision_isNotSentTheValueAgain() {
    Revision revision = requireNonNull(cell().commit(put(3, "three")).head());

    assertThat(cell().ask(new Part.HeadPart(revision)))
        .isEqualTo(new HeadAnswer.Unchanged(revision));
    for (Revision other :
        List.of(new Revision(3, revision.tag() + 1), new Revision(2, revision.tag()))) {
      assertThat(cell().ask(new Part.HeadPart(other)))
          .isEqualTo(new HeadAnswer.Present(requireNonNull(cell().head())));
    }

    cell().commit(new Mutation.DeleteHead());
    assertThat(cell().ask(new Part.HeadPart(revision))).isEqualTo(HeadAnswer.ABSENT);
  }

  @Test
  @Clause("CELL-HEAD-06")
  void aCellNeverWritten_isKnownForNothing() {
    CellAnswer answer = cell().read(Part.HeadPart.ANY);

    assertThat(answer).isEqualTo(new CellAnswer(0, 0, null, List.of(HeadAnswer.ABSENT)));
  }

  @Test
  @Clause("CELL-HEAD-07")
  void deletingTheHead_leavesLogsAndMaps() {
    cell().commit(put(5, "five"), append("entry"), putRow(SORTED, "key", "row"));

    CommitResult result = cell().commit(new Mutation.DeleteHead());

    assertThat(result.head()).isNull();
    assertThat(cell().head()).isNull();
    assertThat(cell().texts(LOG)).containsExactly("entry");
    assertThat(cell().rows(SORTED)).hasSize(1);
  }

  @Test
  @Clause("CELL-HEAD-08")
  void aDeletedHead_leavesItsVersionAsAFloor() {
    cell().commit(put(5, "five"), append("keeps the cell alive"));
    cell().commit(new Mutation.DeleteHead());
    assertThat(cell().version()).isEqualTo(5);

    for (long version : new long[] {4, 5}) {
      conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(version, "five")));
    }
    cell().commit(put(6, "six"));
    assertThat(cell().version()).isEqualTo(6);
  }

  @Test
  @Clause("CELL-HEAD-09")
  void versions_areExactOverTheWholeRange() {
    long[] versions = {
      1,
      (1L << 31) - 1,
      1L << 32,
      (1L << 53) - 1,
      1L << 53,
      (1L << 53) + 1,
      Long.MAX_VALUE - 1,
      Long.MAX_VALUE
    };
    for (long version : versions) {
      cell().commit(put(version, "at " + version));
      assertThat(cell().version()).isEqualTo(version);
      long below = Math.max(1, version - 1);
      conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(below, "lower")));
    }
  }
}
