package dev.holdfast.core.cell;

import static dev.holdfast.core.cell.ScriptedBackend.CELL;
import static dev.holdfast.core.cell.ScriptedBackend.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.error.UnsupportedException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckedBackendTest {

  private static final LogRef LOG = new LogRef("log");
  private static final MapRef MAP = MapRef.sorted("map");
  private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1));

  private final ScriptedBackend scripted = new ScriptedBackend(ScriptedBackend.TINY);
  private final CheckedBackend backend = CheckedBackend.of(scripted);

  private record Beyond(String limit, Commit commit) {}

  static Stream<Beyond> commitsBeyondALimit() {
    Bytes nine = Bytes.utf8("nine byte");
    Bytes eight = Bytes.utf8("8 bytes.");
    return Stream.of(
        new Beyond("maxValueBytes", Commit.of(new Mutation.PutHead(1, nine))),
        new Beyond("maxValueBytes", Commit.of(new Mutation.AppendNext(LOG, nine))),
        new Beyond("maxValueBytes", Commit.of(new Mutation.Append(LOG, new Offset(1, 0), nine))),
        new Beyond("maxValueBytes", Commit.of(new Mutation.PutRow(MAP, eight, nine))),
        new Beyond(
            "maxCommitBytes",
            Commit.of(new Mutation.PutRow(MAP, eight, eight), new Mutation.PutHead(1, eight))),
        new Beyond(
            "maxCommitBytes",
            Commit.of(new Mutation.PutRow(MAP, eight, eight))
                .when(new Precondition.RowAbsent(MAP, eight))),
        new Beyond(
            "maxMutations",
            Commit.of(
                new Mutation.DeleteHead(),
                new Mutation.DeleteHead(),
                new Mutation.DeleteHead(),
                new Mutation.DeleteHead())),
        new Beyond(
            "maxMutations",
            Commit.of(new Mutation.DeleteHead(), new Mutation.DeleteHead())
                .when(new Precondition.HeadPresent())
                .when(new Precondition.HeadVersion(1))));
  }

  @ParameterizedTest
  @MethodSource("commitsBeyondALimit")
  void commitBeyondALimit_isRefusedBeforeTheBackendIsCalled(Beyond beyond) {
    assertThatThrownBy(() -> backend.commit(CELL, beyond.commit(), SOON))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(beyond.limit())
        .hasMessageContaining("test/cells/one");
    assertThat(scripted.calls).isEmpty();
  }

  @Test
  void commitAtTheLimits_isPassedOn() {
    Bytes eight = Bytes.utf8("8 bytes.");
    backend.commit(
        CELL,
        Commit.of(
            new Mutation.PutHead(1, eight),
            new Mutation.PutRow(MAP, Bytes.utf8("4444"), eight),
            new Mutation.DeleteHead()),
        SOON);
    assertThat(scripted.calls).containsExactly("commit");
  }

  static Stream<Part<?>> partsBeyondALimit() {
    return Stream.of(
        Part.LogPart.after(LOG, Offset.ORIGIN, 3, 16),
        Part.LogPart.after(LOG, Offset.ORIGIN, 2, 17),
        Part.ScanPart.all(MAP, 3, 16),
        Part.ScanPart.all(MAP, 2, 17),
        new Part.RowsPart(MAP, List.of(Bytes.utf8("a"), Bytes.utf8("b"), Bytes.utf8("c"))));
  }

  @ParameterizedTest
  @MethodSource("partsBeyondALimit")
  void partBeyondALimit_isRefusedBeforeTheBackendIsCalled(Part<?> part) {
    assertThatThrownBy(() -> backend.read(List.of(CellRead.of(CELL, part)), SOON))
        .isInstanceOf(LimitExceededException.class);
    assertThat(scripted.calls).isEmpty();
  }

  @Test
  void moreParts_thanEveryBackendAnswers_areRefused() {
    Part<?>[] parts = Collections.nCopies(1_001, Part.HeadPart.ANY).toArray(Part<?>[]::new);
    assertThatThrownBy(() -> backend.read(List.of(CellRead.of(CELL, parts)), SOON))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("1001 parts")
        .hasMessageContaining("1000 (MAX_PARTS)");
    assertThat(scripted.calls).isEmpty();
  }

  @Test
  void listingBeyondThePageLimit_isRefused() {
    assertThatThrownBy(() -> backend.list(ListQuery.all(COLLECTION, 3), SOON))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("3 cells")
        .hasMessageContaining("2 (maxPage)");
    assertThat(scripted.calls).isEmpty();
  }

  @Test
  void durabilityAboveTheDeclared_isUnsupported() {
    Commit commit = Commit.of(new Mutation.DeleteHead());
    assertThatThrownBy(() -> backend.commit(CELL, commit.at(Durability.SYNCED), SOON))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("SYNCED")
        .hasMessageContaining("PROCESS");
    assertThat(scripted.calls).isEmpty();
    backend.commit(CELL, commit.at(Durability.PROCESS), SOON);
    backend.commit(CELL, commit.at(Durability.APPLIED), SOON);
    assertThat(scripted.calls).hasSize(2);
  }

  @Test
  void deadlinePassed_nothingBegins() {
    Deadline passed = Deadline.after(Duration.ZERO);
    assertThat(calls(passed))
        .allSatisfy(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED)));
    assertThat(scripted.calls).isEmpty();
  }

  @Test
  void closed_everyCallIsRefused_andCloseIsIdempotent() {
    backend.close();
    backend.close();
    assertThat(scripted.closed).containsExactly("backend");
    assertThat(calls(SOON))
        .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(ClosedException.class));
    assertThatThrownBy(backend::info).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> backend.health(SOON)).isInstanceOf(ClosedException.class);
    assertThat(scripted.calls).isEmpty();
  }

  private List<ThrowingCallable> calls(Deadline deadline) {
    WatchListener deaf =
        new WatchListener() {
          @Override
          public void changed(CellRef cell) {}

          @Override
          public void resync() {}
        };
    return List.of(
        () -> backend.read(List.of(CellRead.of(CELL, Part.HeadPart.ANY)), deadline),
        () -> backend.commit(CELL, Commit.of(new Mutation.DeleteHead()), deadline),
        () -> backend.list(ListQuery.all(COLLECTION, 1), deadline),
        () -> backend.usage(COLLECTION, deadline),
        () -> backend.watch(WatchScope.of(CELL), deaf, deadline));
  }

  @Test
  void answersThatDoNotFitTheQuestion_areADefectOfTheBackend() {
    CellAnswer log = new CellAnswer(0, 0, null, List.of(LogAnswer.ABSENT));
    CellAnswer two = new CellAnswer(0, 0, null, List.of(HeadAnswer.ABSENT, HeadAnswer.ABSENT));
    scripted.readsGive(List::of, () -> List.of(log), () -> List.of(two));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> backend.read(List.of(CellRead.of(CELL, Part.HeadPart.ANY)), SOON))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("defect");
    }
  }

  @Test
  void aCheckedBackend_isNotCheckedTwice() {
    assertThat(CheckedBackend.of(backend)).isSameAs(backend);
  }
}
