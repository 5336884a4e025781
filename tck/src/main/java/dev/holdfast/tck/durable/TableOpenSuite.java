package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.HostileNames;
import dev.holdfast.tck.Together;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tables that are opened and stopped. */
public abstract class TableOpenSuite extends DurableSuite {

  /** For subclasses. */
  protected TableOpenSuite() {}

  @Test
  @Clause("DUR-01")
  void tableOpenedAgain_holdsWhatWasStored() {
    table().write("a", "1");
    table().write("b", "2");
    table().write("a", "3");
    table().delete("b");
    table().write("empty", "");
    table().close();
    if (session().target().isRestartable()) {
      closeAll();
      session().reopen();
    }
    assertThat(content(open(backend(), options())))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "3", "empty", ""));
  }

  @Test
  @Clause("DUR-01")
  void manyChanges_comeBackAfterACrash() {
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String key = "k" + i % 70;
      model.put(key, "v" + i);
      table().write(key, "v" + i);
    }
    assertThat(stored()).isEqualTo(model);
  }

  @Test
  @Clause("DUR-02")
  void openTable_isReturnedAndOtherTermsAreRefused() {
    Holdfast holdfast = holdfast(backend());
    TableOptions<String, String> options = options();
    DurableTable<String, String> first = open(holdfast, options);
    first.write("a", "1");
    assertThat(open(holdfast, options())).isSameAs(first);
    refused(
        ErrorCode.INVALID_REQUEST,
        () ->
            holdfast.durableTable(
                SESSIONS, Codec.utf8(), Codec.utf8(), options.withBadnessThreshold(7)));
    refused(
        ErrorCode.INVALID_REQUEST,
        () -> holdfast.durableTable(SESSIONS, Codec.utf8(), Codec.int64()));
    first.write("a", "2");
    assertThat(first.lookup("a")).contains("2");
    first.close();
    DurableTable<String, String> third =
        holdfast.durableTable(
            SESSIONS, Codec.utf8(), Codec.utf8(), options.withBadnessThreshold(7));
    assertThat(third.lookup("a")).contains("2");
  }

  @Test
  @Clause("DUR-02")
  void openersAtTheSameTime_getOneTable() throws Exception {
    Holdfast holdfast = holdfast(backend());
    Callable<DurableTable<String, String>> open = () -> open(holdfast, options());
    List<DurableTable<String, String>> opened = Together.run(List.of(open, open, open));
    assertThat(opened).allSatisfy(one -> assertThat(one).isSameAs(opened.get(0)));
    opened.get(0).write("a", "1");
  }

  @Test
  @Clause("DUR-03")
  void tables_shareNothing() {
    Holdfast holdfast = holdfast(backend());
    List<String> names = HostileNames.upTo(512);
    for (String name : names) {
      holdfast.durableTable(name, Codec.utf8(), Codec.utf8()).write("name", name);
    }
    Holdfast again = holdfast(secondBackend());
    for (String name : names) {
      assertThat(content(again.durableTable(name, Codec.utf8(), Codec.utf8())))
          .isEqualTo(Map.of("name", name));
    }
    refused(ErrorCode.INVALID_NAME, () -> again.durableTable("", Codec.utf8(), Codec.utf8()));
    Holdfast elsewhere = holdfast(session(), session().newNamespace(), backend());
    try (elsewhere) {
      assertThat(open(elsewhere, options()).size()).isZero();
    }
  }

  @Test
  @Clause("DUR-04")
  void stoppedTable_refusesEveryCall() {
    table().write("a", "1");
    table().dirtyWrite("b", "2");
    table().stop(PATIENCE);
    table().stop(PATIENCE);
    refused(ErrorCode.CLOSED, () -> table().lookup("a"));
    refused(ErrorCode.CLOSED, () -> table().lookup("a", ""));
    refused(ErrorCode.CLOSED, () -> table().size());
    refused(ErrorCode.CLOSED, () -> table().snapshot());
    refused(ErrorCode.CLOSED, () -> table().dumpWal());
    refused(ErrorCode.CLOSED, () -> table().write("a", "2"));
    refused(ErrorCode.CLOSED, () -> table().delete("a"));
    refused(ErrorCode.CLOSED, () -> table().atomically(batch -> batch.delete("a")));
    refused(ErrorCode.CLOSED, () -> table().updateCounter("a", 1));
    refused(ErrorCode.CLOSED, () -> table().clear());
    refused(ErrorCode.CLOSED, () -> table().dirtyWrite("a", "2"));
    refused(ErrorCode.CLOSED, () -> table().dirtyDelete("a"));
    refused(ErrorCode.CLOSED, () -> table().flush());
    refused(ErrorCode.CLOSED, () -> join(table().writeAsync("a", "2")));
    refused(ErrorCode.CLOSED, () -> table().ensureVersion(1));
    refused(ErrorCode.CLOSED, () -> table().forceCompaction());
    refused(ErrorCode.CLOSED, () -> table().drop());
    assertThat(table().health().healthy()).isFalse();
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  @Clause("DUR-05")
  void closingHoldfast_stopsItsTables() {
    Holdfast holdfast = holdfast(backend());
    DurableTable<String, String> closing = open(holdfast, options());
    closing.dirtyWrite("a", "1");
    holdfast.close();
    refused(ErrorCode.CLOSED, () -> closing.lookup("a"));
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @Clause("DUR-06")
  void stopThatTakesTooLong_canBeRepeated() throws Exception {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> slow = open(backend, options());
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = latch();
    backend.before(
        commit -> {
          held.countDown();
          Waiting.until(go);
        });
    var writing = slow.writeAsync("a", "1");
    Waiting.until(held);
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> slow.stop(Duration.ofMillis(20)));
    refused(ErrorCode.CLOSED, () -> slow.write("b", "2"));
    go.countDown();
    join(writing);
    slow.stop(PATIENCE);
    refused(ErrorCode.CLOSED, () -> slow.lookup("a"));
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @Clause("DUR-19")
  @SuppressWarnings("NullAway") // the refusal of null is what is tested
  void nullAndWhatTheCodecRefuses_areRefused() {
    table().write("a", "1");
    assertThatNullPointerException().isThrownBy(() -> table().write(null, "1"));
    assertThatNullPointerException().isThrownBy(() -> table().write("a", null));
    assertThatNullPointerException().isThrownBy(() -> table().delete(null));
    assertThatNullPointerException().isThrownBy(() -> table().dirtyWrite("a", null));
    assertThatNullPointerException().isThrownBy(() -> table().dirtyWrite(null, "1"));
    assertThatNullPointerException().isThrownBy(() -> table().dirtyDelete(null));
    assertThatNullPointerException().isThrownBy(() -> table().lookup(null));
    assertThatNullPointerException().isThrownBy(() -> table().updateCounter(null, 1));
    refused(ErrorCode.INVALID_REQUEST, () -> table().write("a", "\ud800"));
    refused(
        ErrorCode.INVALID_REQUEST,
        () -> table().atomically(batch -> batch.write("a", "2").write("b", "\ud800")));
    refused(ErrorCode.INVALID_REQUEST, () -> table().dirtyWrite("b", "\ud800"));
    assertThat(content(table())).isEqualTo(Map.of("a", "1"));
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }
}
