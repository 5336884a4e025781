package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Exactly once: a commit with an id may be sent again. */
public abstract class OnceSuite extends CellSuite {

  /** For subclasses. */
  protected OnceSuite() {}

  @Test
  @Clause("CELL-ONCE-01")
  void aRepeat_isAnsweredWithTheFirstResult() {
    cell().commit(append("entry"), append("entry"));
    Commit commit =
        Commit.of(put(1, "one"), append("once"), new Mutation.TrimToLatest(LOG, 1))
            .when(new Precondition.HeadAbsent())
            .withId(newId());
    CommitResult first = cell().commit(commit);
    assertThat(first.repeated()).isFalse();

    clock().advance(Duration.ofSeconds(1));
    unchanged(cell(), () -> assertThat(cell().commit(commit)).isEqualTo(first.asRepeated()));

    cell().commit(put(2, "two"), append("other"));
    unchanged(cell(), () -> assertThat(cell().commit(commit)).isEqualTo(first.asRepeated()));
    assertThat(cell().texts(LOG)).containsExactly("once", "other");
  }

  @Test
  @Clause("CELL-ONCE-01")
  void aRepeatOfARowChange_keepsTheLaterOne() {
    Commit commit = Commit.of(putRow(SORTED, "key", "first")).withId(newId());
    cell().commit(commit);
    cell().commit(putRow(SORTED, "key", "second"));

    cell().commit(commit);
    assertThat(requireNonNull(cell().row(SORTED, bytes("key"))).value()).isEqualTo(bytes("second"));
  }

  @Test
  @Clause("CELL-ONCE-02")
  void anIdBelowTheWritersNewest_isRefused() {
    CommitId first = newId();
    CommitId second = new CommitId(first.writer(), (1L << 53) + 1, first.issuedAt());
    cell().commit(Commit.of(append("first")).withId(first));
    CommitResult result = cell().commit(Commit.of(append("second")).withId(second));

    for (long sequence : new long[] {1, 2, 1L << 53}) {
      CommitId old = new CommitId(first.writer(), sequence, first.issuedAt());
      refusedWhole(
          ErrorCode.COMMIT_EXPIRED,
          cell(),
          () -> cell().commit(Commit.of(append("first")).withId(old)));
    }
    assertThat(cell().commit(Commit.of(append("second")).withId(second)))
        .isEqualTo(result.asRepeated());
    assertThat(cell().texts(LOG)).containsExactly("first", "second");
  }

  @Test
  @Clause("CELL-ONCE-03")
  void aFirstAttemptThatArrivesTooLate_isRefused() {
    CommitId id = newId();
    clock().advance(limits().retryHorizon());

    refusedWhole(
        ErrorCode.COMMIT_EXPIRED,
        cell(),
        () -> cell().commit(Commit.of(append("late")).withId(id)));

    CommitId inTime =
        new CommitId(
            UUID.randomUUID(), 1, clock().instant().minus(limits().retryHorizon()).plusMillis(1));
    cell().commit(Commit.of(append("in time")).withId(inTime));
    assertThat(cell().texts(LOG)).containsExactly("in time");
  }

  @Test
  @Clause("CELL-ONCE-04")
  void aCommit_isRememberedAnywhereAndForItsTime() {
    Commit commit = Commit.of(append("once")).withId(newId());
    CommitResult first = cell().commit(commit);
    clock().advance(limits().retryHorizon().minus(Duration.ofMillis(1)));
    for (int i = 0; i < 40; i++) {
      cell().commit(Commit.of(putRow(SORTED, "key", "from writer " + i)).withId(newId()));
    }

    assertThat(cell().through(secondBackend()).commit(commit)).isEqualTo(first.asRepeated());
    assertThat(cell().texts(LOG)).containsExactly("once");
  }

  @Test
  @Clause("CELL-ONCE-05")
  void eachCell_remembersForItself() {
    CommitId id = newId();
    cell("a").commit(Commit.of(append("a")).withId(id));

    assertThat(cell("b").commit(Commit.of(append("b")).withId(id)).repeated()).isFalse();
    assertThat(cell("b").texts(LOG)).containsExactly("b");
  }

  @Test
  @Clause("CELL-ONCE-06")
  void aRefusedCommit_isNotRemembered() {
    Commit commit = Commit.of(append("entry")).when(new Precondition.HeadPresent()).withId(newId());
    conflict(ErrorCode.HEAD_ABSENT, cell(), () -> cell().commit(commit));
    cell().commit(put(1, "one"));

    assertThat(cell().commit(commit).repeated()).isFalse();
    assertThat(cell().texts(LOG)).containsExactly("entry");
  }

  @Test
  @Clause("CELL-ONCE-07")
  void deletion_leavesWhatIsRemembered() {
    Commit creation = Commit.of(append("once")).withId(newId());
    CommitResult created = cell().commit(creation);
    Commit deletion = Commit.of(new Mutation.DeleteCell()).withId(newId());
    CommitResult deleted = cell().commit(deletion);

    assertThat(cell().commit(creation)).isEqualTo(created.asRepeated());
    assertThat(cell().stats(LOG).present()).isFalse();
    cell().commit(put(1, "another life"));
    assertThat(cell().commit(deletion)).isEqualTo(deleted.asRepeated());
    assertThat(cell().version()).isEqualTo(1);
  }

  @Test
  @Clause("CELL-ONCE-08")
  void oneIdSentSeveralTimesAtOnce_isAppliedOnce() throws Exception {
    int rounds = isLong() ? 50 : 8;
    for (int round = 0; round < rounds; round++) {
      Commit commit = Commit.of(append("round " + round)).withId(newId());
      List<Callable<CommitResult>> senders = new ArrayList<>();
      for (var instance : List.of(backend(), secondBackend(), backend(), secondBackend())) {
        senders.add(() -> cell().through(instance).commit(commit));
      }
      List<CommitResult> results = Together.run(senders);

      assertThat(results).filteredOn(CommitResult::repeated).hasSize(3);
      assertThat(results.stream().map(CommitResult::asRepeated).distinct()).hasSize(1);
    }
    assertThat(cell().stats(LOG).count()).isEqualTo(rounds);
  }

  /** What is known of a writer that is not the last may be kept apart, and be read too early. */
  @Test
  @Clause("CELL-ONCE-08")
  void oneIdSentSeveralTimesAmongOthers_isAppliedOnce() throws Exception {
    int rounds = isLong() ? 100 : 16;
    for (int round = 0; round < rounds; round++) {
      Commit commit = Commit.of(append("round " + round)).withId(newId());
      List<Callable<CommitResult>> senders = new ArrayList<>();
      for (var instance : List.of(backend(), secondBackend(), backend())) {
        Commit other = Commit.of(putRow(SORTED, "key", "other")).withId(newId());
        senders.add(() -> cell().through(instance).commit(commit));
        senders.add(() -> cell().through(instance).commit(other));
      }
      List<CommitResult> results = Together.run(senders);

      assertThat(results).filteredOn(CommitResult::repeated).hasSize(2);
    }
    assertThat(cell().stats(LOG).count()).isEqualTo(rounds);
  }

  @Test
  @Clause("CELL-ONCE-09")
  void howeverLate_noCommitIsAppliedTwice() {
    Commit commit = Commit.of(append("once")).withId(newId());
    cell().commit(commit);

    for (Duration wait :
        List.of(
            limits().retryHorizon(), limits().writerRetention(), limits().tombstoneRetention())) {
      clock().advance(wait);
      cell().commit(Commit.of(putRow(SORTED, "key", "another writer")).withId(newId()));
      unchanged(cell(), () -> repeatLate(commit));
    }
    assertThat(cell().texts(LOG)).containsExactly("once");
    assertThat(Collections.frequency(cell().texts(LOG), "once")).isEqualTo(1);
  }

  private void repeatLate(Commit commit) {
    try {
      assertThat(cell().commit(commit).repeated()).isTrue();
    } catch (OutcomeUnknownException tooLate) {
      assertThat(tooLate.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED);
    }
  }
}
