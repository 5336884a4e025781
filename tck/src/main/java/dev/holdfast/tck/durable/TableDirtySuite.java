package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dirty changes and flushes. */
public abstract class TableDirtySuite extends DurableSuite {

  /** For subclasses. */
  protected TableDirtySuite() {}

  @Test
  @Clause("DUR-20")
  void dirtyChanges_showAtOnceAndDoNotOutliveACrash() {
    table().write("a", "1");
    table().write("b", "1");
    table().dirtyWrite("a", "2");
    table().dirtyDelete("b");
    table().dirtyWrite("c", "2");
    assertThat(content(table())).isEqualTo(Map.of("a", "2", "c", "2"));
    assertThat(table().size()).isEqualTo(2);
    assertThat(table().stats().dirty()).isEqualTo(3);
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "1"));
  }

  @Test
  @Clause("DUR-21")
  void flush_storesWhatIsDirty() {
    table().write("b", "1");
    table().dirtyWrite("a", "1");
    table().dirtyWrite("a", "2");
    table().dirtyDelete("b");
    table().flush();
    assertThat(table().stats().dirty()).isZero();
    table().flush();
    assertThat(table().stats().logLength()).isEqualTo(3);
    assertThat(stored()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  @Clause({"DUR-21", "DUR-13"})
  void flushThatIsCutShort_storesNothing() {
    DisturbedBackend backend = small();
    DurableTable<String, String> dying = open(backend, options());
    dying.write("a", "1");
    for (int i = 0; i < 40; i++) {
      dying.dirtyWrite("k" + i, "v".repeat(60));
    }
    int most = backend.commits().size() + 2;
    backend.before(
        commit -> {
          if (backend.commits().size() == most) {
            DisturbedBackend.unavailable(commit);
          }
        });
    refused(ErrorCode.DEADLINE_EXCEEDED, dying::flush);
    DurableTable<String, String> next = afterCrash();
    assertThat(content(next)).isEqualTo(Map.of("a", "1"));
    next.write("b", "2");
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  @Clause("DUR-21")
  void flushThatWasRefused_canBeRepeated() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> failing = open(backend, options());
    failing.dirtyWrite("a", "1");
    failing.dirtyWrite("b", "2");
    backend.before(DisturbedBackend::unavailable);
    refused(ErrorCode.DEADLINE_EXCEEDED, failing::flush);
    backend.heal();
    failing.dirtyWrite("b", "3");
    failing.flush();
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "3"));
  }

  @Test
  @Clause("DUR-22")
  void durableChange_storesWhatIsDirtyInOneGroup() {
    table().dirtyWrite("foo", "bad");
    table().dirtyWrite("bar", "bad");
    table().dirtyWrite("bar", "good");
    table().write("foo", "good");
    List<WalRecord<String, String>> records = table().dumpWal().toList();
    assertThat(records.stream().map(WalRecord::change))
        .containsExactly(
            new TableChange.Write<>("foo", "good"), new TableChange.Write<>("bar", "good"));
    assertThat(records.get(0).group()).isEqualTo(records.get(1).group());
    assertThat(stored()).isEqualTo(Map.of("foo", "good", "bar", "good"));
  }

  @Test
  @Clause("DUR-23")
  void durableChange_takesThePlaceOfADirtyOne() {
    table().dirtyWrite("a", "dirty");
    table().delete("a");
    assertThat(table().lookup("a")).isEmpty();
    assertThat(table().stats().dirty()).isZero();
    table().dirtyWrite("a", "again");
    table().flush();
    assertThat(stored()).isEqualTo(Map.of("a", "again"));
  }

  @Test
  @Clause("DUR-23")
  void whatBecomesDirtyDuringAFlush_isStoredByTheNext() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> busy = open(backend, options());
    busy.dirtyWrite("a", "1");
    busy.dirtyWrite("b", "1");
    backend.before(
        commit -> {
          backend.heal();
          busy.dirtyWrite("a", "2");
          busy.dirtyDelete("b");
          busy.dirtyWrite("c", "2");
        });
    busy.flush();
    assertThat(busy.stats().dirty()).isEqualTo(3);
    Map<String, String> now = new HashMap<>(Map.of("a", "2", "c", "2"));
    assertThat(content(busy)).isEqualTo(now);
    busy.write("d", "3");
    now.put("d", "3");
    assertThat(stored()).isEqualTo(now);
  }
}
