package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Snapshots, selections and dumps. */
public abstract class TableReadSuite extends DurableSuite {

  /** For subclasses. */
  protected TableReadSuite() {}

  private static TableOptions<String, String> sorted() {
    return options().sortedBy(Comparator.naturalOrder());
  }

  @Test
  @Clause("DUR-60")
  void snapshot_staysAsItWas() {
    for (TableOptions<String, String> options : List.of(options(), sorted())) {
      DurableTable<String, String> table = open(backend(), options);
      table.clear();
      table.write("a", "1");
      table.write("b", "1");
      table.dirtyWrite("c", "1");
      TableSnapshot<String, String> first = table.snapshot();
      Map<String, String> then = content(table);
      table.write("a", "2");
      table.write("a", "3");
      table.delete("b");
      table.dirtyWrite("d", "1");
      TableSnapshot<String, String> second = table.snapshot();
      table.clear();
      table.write("e", "1");
      assertThat(read(first)).isEqualTo(then);
      assertThat(first.size()).isEqualTo(3);
      assertThat(first.lookup("b")).contains("1");
      assertThat(first.lookup("e")).isEmpty();
      Map<String, String> between = Map.of("a", "3", "c", "1", "d", "1");
      assertThat(read(second)).isEqualTo(between);
      Iterator<TableEntry<String, String>> open = first.iterator();
      first.close();
      first.close();
      refused(ErrorCode.CLOSED, open::next);
      refused(ErrorCode.CLOSED, () -> first.lookup("a"));
      refused(ErrorCode.CLOSED, () -> read(first));
      assertThat(read(second)).isEqualTo(between);
      second.close();
      assertThat(content(table)).isEqualTo(Map.of("e", "1"));
      assertThat(table.lookup("a")).isEmpty();
    }
  }

  private static Map<String, String> read(TableSnapshot<String, String> snapshot) {
    Map<String, String> content = new HashMap<>();
    snapshot.forEach(entry -> content.put(entry.key(), entry.value()));
    return content;
  }

  @Test
  @Clause("DUR-60")
  void snapshotsWhileBatchesAreWritten_showWholeBatches() throws Exception {
    DurableTable<String, String> table = open(backend(), options().withBadnessThreshold(50));
    AtomicBoolean done = new AtomicBoolean();
    Callable<Void> writing =
        () -> {
          try {
            for (int i = 0; i < 100; i++) {
              TableBatch<String, String, String> batch = new TableBatch<>();
              for (int key = 0; key < 20; key++) {
                batch.write("k" + key, "v" + i);
              }
              table.atomically(batch);
            }
          } finally {
            done.set(true);
          }
          return null;
        };
    Callable<Void> reading =
        () -> {
          do {
            Map<String, String> seen = content(table);
            assertThat(seen)
                .satisfiesAnyOf(
                    map -> assertThat(map).isEmpty(), map -> assertThat(map).hasSize(20));
            assertThat(seen.values().stream().distinct().count()).isLessThanOrEqualTo(1);
          } while (!done.get());
          return null;
        };
    Together.run(List.of(writing, reading, reading));
  }

  @Test
  @Clause("DUR-61")
  void selections_giveWhatWasAskedFor() {
    DurableTable<String, String> table = open(backend(), sorted());
    for (String key : List.of("b", "a", "user:2", "user:1", "user", "user;", "user:\uffff")) {
      table.write(key, key);
    }
    table.dirtyWrite("user:3", "dirty");
    table.delete("user:2");
    assertThat(keys(table.select(KeyRange.prefix("user:"))))
        .containsExactly("user:1", "user:3", "user:\uffff");
    assertThat(keys(table.select(KeyRange.prefix(""))))
        .containsExactly("a", "b", "user", "user:1", "user:3", "user:\uffff", "user;");
    assertThat(keys(table.select(KeyRange.of("a", "user")))).containsExactly("a", "b");
    assertThat(keys(table.select(KeyRange.from("user:3"))))
        .containsExactly("user:3", "user:\uffff", "user;");
    assertThat(table.select(KeyRange.of("z", "a"))).isEmpty();
    assertThat(table.select(KeyRange.of("a", "a"))).isEmpty();
    assertThat(table.select(KeyRange.all())).hasSize(7);
    assertThat(keys(table.select((key, value) -> key.length() == 1))).containsExactly("a", "b");
    assertThat(keys(table.select((key, value) -> value.equals("dirty")))).containsExactly("user:3");
  }

  private static List<String> keys(List<TableEntry<String, String>> entries) {
    return entries.stream().map(TableEntry::key).toList();
  }

  @Test
  @Clause("DUR-61")
  void hashedTable_hasPredicatesAndNoRanges() {
    table().write("a", "1");
    table().write("b", "2");
    assertThat(table().select((key, value) -> value.equals("2")))
        .containsExactly(new TableEntry<>("b", "2"));
    refused(ErrorCode.INVALID_REQUEST, () -> table().select(KeyRange.all()));
  }

  @Test
  @Clause("DUR-62")
  void dump_givesWhatIsStored() {
    DurableTable<String, String> table = open(small(), options());
    table.write("a", "1");
    table.atomically(TableWriteSuite.large("x"));
    table.dirtyWrite("dirty", "1");
    table.delete("a");
    table.dirtyWrite("b", "not yet");
    List<TableChange<String, String>> expected = new ArrayList<>();
    expected.add(new TableChange.Write<>("a", "1"));
    expected.addAll(TableWriteSuite.large("x").changes());
    expected.add(new TableChange.Delete<>("a"));
    expected.add(new TableChange.Write<>("dirty", "1"));
    List<WalRecord<String, String>> records = table.dumpWal().toList();
    assertThat(records.stream().map(WalRecord::change)).isEqualTo(expected);
    assertThat(records).allSatisfy(record -> assertThat(record.log()).startsWith("wal-"));
    assertThat(records.stream().map(WalRecord::group).distinct()).containsExactly(1L, 2L, 3L);
    assertThat(table.stats().logLength()).isEqualTo(records.size());
    table.forceCompaction();
    table.write("c", "1");
    List<String> logs = table.dumpWal().map(WalRecord::log).toList();
    assertThat(logs).hasSize(34);
    assertThat(logs.subList(0, 33)).allSatisfy(log -> assertThat(log).startsWith("base-"));
    assertThat(logs.get(33)).startsWith("wal-");
    try (Stream<WalRecord<String, String>> part = table.dumpWal()) {
      assertThat(part.findFirst()).isPresent();
    }
  }
}
