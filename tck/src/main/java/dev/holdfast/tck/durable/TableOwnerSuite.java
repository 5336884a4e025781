package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.tck.Clause;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Owners of a table, and failures that they meet. */
public abstract class TableOwnerSuite extends DurableSuite {

  /** For subclasses. */
  protected TableOwnerSuite() {}

  @Test
  @Clause("DUR-40")
  void formerOwner_isFenced() {
    table().write("a", "1");
    table().dirtyWrite("dirty", "1");
    DurableTable<String, String> next = afterCrash();
    assertThat(next.stats().epoch()).isEqualTo(table().stats().epoch() + 1);
    next.write("b", "2");
    refused(ErrorCode.FENCED, () -> table().write("a", "3"));
    refused(ErrorCode.FENCED, () -> table().delete("b"));
    refused(ErrorCode.FENCED, () -> table().atomically(batch -> batch.write("c", "3")));
    refused(ErrorCode.FENCED, () -> table().flush());
    refused(ErrorCode.FENCED, () -> table().clear());
    refused(ErrorCode.FENCED, () -> table().drop());
    refused(ErrorCode.FENCED, () -> table().forceCompaction());
    refused(ErrorCode.FENCED, () -> table().dirtyWrite("c", "3"));
    refused(ErrorCode.FENCED, () -> join(table().writeAsync("c", "3")));
    assertThat(table().health().healthy()).isFalse();
    assertThat(table().lookup("a")).contains("1");
    table().close();
    next.write("c", "4");
    Map<String, String> expected = Map.of("a", "1", "b", "2", "c", "4");
    assertThat(content(next)).isEqualTo(expected);
    assertThat(stored()).isEqualTo(expected);
  }

  @Test
  @Clause("DUR-40")
  void clearDropAndVersionOfAFormerOwner_changeNothing() {
    DurableTable<String, String> clearing = open(backend(), options());
    DurableTable<String, String> dropping = open(backend(), options());
    refused(ErrorCode.FENCED, clearing::clear);
    DurableTable<String, String> versioning = open(backend(), options());
    refused(ErrorCode.FENCED, dropping::drop);
    DurableTable<String, String> compacting = open(backend(), options());
    refused(ErrorCode.FENCED, () -> versioning.ensureVersion(1));
    DurableTable<String, String> owner = open(backend(), options());
    owner.write("a", "1");
    refused(ErrorCode.FENCED, compacting::forceCompaction);
    assertThat(owner.ensureVersion(2)).isEqualTo(2);
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @Clause("DUR-40")
  void tableThatWasTakenOver_isTakenBackByOpeningItAgain() {
    Holdfast holdfast = holdfast(backend());
    DurableTable<String, String> first = open(holdfast, options());
    first.write("a", "1");
    DurableTable<String, String> other = afterCrash();
    other.write("a", "2");
    refused(ErrorCode.FENCED, () -> first.write("b", "1"));
    DurableTable<String, String> again = open(holdfast, options());
    assertThat(content(again)).isEqualTo(Map.of("a", "2"));
    again.write("b", "3");
    refused(ErrorCode.FENCED, () -> other.write("c", "1"));
    assertThat(stored()).isEqualTo(Map.of("a", "2", "b", "3"));
  }

  @Test
  @Clause("DUR-41")
  void openerThatRespectsOwners_waitsForAStop() {
    table().write("a", "1");
    Holdfast polite = holdfast(secondBackend());
    refused(
        ErrorCode.STORAGE_IN_USE, () -> open(polite, options().withOwnership(Ownership.RESPECT)));
    table().write("a", "2");
    table().close();
    DurableTable<String, String> next = open(polite, options().withOwnership(Ownership.RESPECT));
    next.write("b", "3");
    assertThat(content(next)).isEqualTo(Map.of("a", "2", "b", "3"));
  }

  @Test
  @Clause({"DUR-42", "DUR-01"})
  void singleChangesBehindATornGroup_areNotLostWithIt() {
    DisturbedBackend backend = small();
    DurableTable<String, String> dying = open(backend, options());
    dying.write("a", "1");
    int most = backend.commits().size() + 1;
    backend.before(
        commit -> {
          if (backend.commits().size() == most) {
            DisturbedBackend.unavailable(commit);
          }
        });
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> dying.atomically(TableWriteSuite.large("x")));
    Map<String, String> model = new HashMap<>(Map.of("a", "1"));
    for (int life = 0; life < 4; life++) {
      DurableTable<String, String> next = afterCrash();
      assertThat(content(next)).isEqualTo(model);
      next.write("life" + life, "1");
      model.put("life" + life, "1");
    }
    DurableTable<String, String> clearing = afterCrash();
    clearing.clear();
    clearing.write("last", "1");
    assertThat(stored()).isEqualTo(Map.of("last", "1"));
  }

  @Test
  @Clause("DUR-43")
  void logThatFailed_refusesChangesUntilTheTableIsOpenedAgain() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    Holdfast holdfast = holdfast(backend);
    DurableTable<String, String> failed = open(holdfast, options());
    failed.write("a", "1");
    assertThat(failed.health().healthy()).isTrue();
    assertThat(holdfast.health().healthy()).isTrue();
    backend.after(DisturbedBackend::lost);
    refused(ErrorCode.COMMIT_EXPIRED, () -> failed.write("a", "2"));
    backend.heal();
    refused(ErrorCode.CLOSED, () -> failed.write("b", "2"));
    refused(ErrorCode.CLOSED, failed::flush);
    refused(ErrorCode.CLOSED, failed::clear);
    refused(ErrorCode.CLOSED, failed::forceCompaction);
    refused(ErrorCode.CLOSED, () -> failed.dirtyWrite("b", "2"));
    refused(ErrorCode.CLOSED, () -> failed.ensureVersion(1));
    assertThat(failed.lookup("a")).contains("1");
    assertThat(failed.health().healthy()).isFalse();
    assertThat(holdfast.health().healthy()).isFalse();
    DurableTable<String, String> again = open(holdfast, options());
    assertThat(content(again)).isEqualTo(Map.of("a", "2"));
    again.write("b", "3");
    assertThat(holdfast.health().healthy()).isTrue();
    assertThat(stored()).isEqualTo(Map.of("a", "2", "b", "3"));
  }

  @Test
  @Clause("DUR-44")
  void lostReply_isFoundOutByRepeating() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> table = open(backend, options());
    table.write("a", "1");
    AtomicBoolean once = new AtomicBoolean();
    backend.after(
        commit -> {
          if (once.compareAndSet(false, true)) {
            throw new OutcomeUnknownException(
                ErrorCode.OUTCOME_UNKNOWN, "The test lost the reply.");
          }
        });
    table.write("a", "2");
    assertThat(once).isTrue();
    assertThat(table.stats().logLength()).isEqualTo(2);
    assertThat(table.dumpWal()).hasSize(2);
    table.delete("a");
    assertThat(stored()).isEmpty();
  }

  @Test
  @Clause("DUR-45")
  void changeThatWasNotTaken_doesNotShowAndCanBeRepeated() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> table = open(backend, options());
    table.write("a", "1");
    backend.before(DisturbedBackend::unavailable);
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> table.write("a", "2"));
    refused(ErrorCode.DEADLINE_EXCEEDED, table::clear);
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> table.ensureVersion(1));
    refused(ErrorCode.DEADLINE_EXCEEDED, table::drop);
    assertThat(content(table)).isEqualTo(Map.of("a", "1"));
    assertThat(table.health().healthy()).isTrue();
    backend.heal();
    table.write("a", "2");
    AtomicBoolean once = new AtomicBoolean();
    backend.before(
        commit -> {
          if (once.compareAndSet(false, true)) {
            throw new UnavailableException(ErrorCode.UNAVAILABLE, "The test is away.");
          }
        });
    table.write("b", "3");
    assertThat(once).isTrue();
    assertThat(stored()).isEqualTo(Map.of("a", "2", "b", "3"));
  }
}
