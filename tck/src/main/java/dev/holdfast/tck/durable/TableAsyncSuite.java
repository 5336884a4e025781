package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Asynchronous calls, and the memory that waiting changes take. */
public abstract class TableAsyncSuite extends DurableSuite {

  /** For subclasses. */
  protected TableAsyncSuite() {}

  @Test
  @Clause("DUR-70")
  void asynchronousCalls_completeWhenStored() {
    join(table().writeAsync("a", "1"));
    assertThat(table().lookup("a")).contains("1");
    TableBatch<String, String, Integer> batch = new TableBatch<>();
    assertThat(join(table().atomicallyAsync(batch.write("b", "1").then(7)))).containsExactly(7);
    join(table().deleteAsync("a"));
    assertThat(table().lookup("a")).isEmpty();
    table().dirtyWrite("c", "1");
    join(table().flushAsync());
    assertThat(table().stats().dirty()).isZero();
    refused(ErrorCode.INVALID_REQUEST, () -> join(table().updateCounterAsync("c", 1)));
    refused(ErrorCode.INVALID_REQUEST, () -> join(table().writeAsync("d", "\ud800")));
    assertThat(stored()).isEqualTo(Map.of("b", "1", "c", "1"));
    refused(ErrorCode.FENCED, () -> join(table().writeAsync("d", "1")));
  }

  @Test
  @Clause("DUR-70")
  void asynchronousCall_isNotCompletedBeforeItsChangeIsStored() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> slow = open(backend, options());
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = latch();
    backend.before(
        commit -> {
          held.countDown();
          Waiting.until(go);
        });
    CompletableFuture<Void> stage = slow.writeAsync("a", "1").toCompletableFuture();
    Waiting.until(held);
    assertThat(stage).isNotDone();
    assertThat(slow.lookup("a")).isEmpty();
    go.countDown();
    join(stage);
    assertThat(slow.lookup("a")).contains("1");
  }

  @Test
  @Clause("DUR-70")
  void codecThatBreaksDown_failsItsCallsAlike_andNoOthers() {
    IllegalStateException breakdown = new IllegalStateException("broken");
    DurableTable<String, String> table =
        session()
            .target()
            .seen(
                holdfast(backend())
                    .durableTable(SESSIONS, Codec.utf8(), new BreakingCodec(breakdown)));
    assertThatThrownBy(() -> table.write("a", BreakingCodec.BAD)).isSameAs(breakdown);
    CompletionStage<Void> failed = table.writeAsync("a", BreakingCodec.BAD);
    assertThatThrownBy(() -> join(failed)).isSameAs(breakdown);
    assertThatThrownBy(() -> table.dirtyWrite("a", BreakingCodec.BAD)).isSameAs(breakdown);
    join(table.writeAsync("b", "1"));
    assertThat(content(table)).isEqualTo(Map.of("b", "1"));
  }

  /** Text, except one that it cannot write. */
  private record BreakingCodec(RuntimeException breakdown) implements Codec<String> {

    static final String BAD = "bad";

    @Override
    public Bytes encode(String value) {
      if (value.equals(BAD)) {
        throw breakdown;
      }
      return Codec.utf8().encode(value);
    }

    @Override
    public String decode(Bytes bytes) {
      return Codec.utf8().decode(bytes);
    }
  }

  @Test
  @Clause("DUR-70")
  void callsInARow_areMadeInTheirOrder() {
    List<CompletionStage<Void>> stages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      stages.add(i % 5 == 4 ? table().deleteAsync("a") : table().writeAsync("a", "v" + i));
      stages.add(table().writeAsync("b", "v" + i));
    }
    stages.forEach(DurableSuite::join);
    assertThat(stored()).isEqualTo(Map.of("b", "v199"));
  }

  @Test
  @Clause("DUR-71")
  void fullWriteBuffer_holdsWritersBack() throws Exception {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> slow = open(backend, options().withWriteBuffer(2_000));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = latch();
    backend.before(
        commit -> {
          held.countDown();
          Waiting.until(go);
        });
    List<CompletableFuture<Void>> stages = new ArrayList<>();
    Map<String, String> model = new HashMap<>();
    boolean refused = false;
    for (int i = 0; i < 100 && !refused; i++) {
      CompletableFuture<Void> stage =
          slow.writeAsync("k" + i, "v".repeat(100)).toCompletableFuture();
      refused = stage.isCompletedExceptionally();
      if (refused) {
        refused(ErrorCode.UNAVAILABLE, () -> join(stage));
      } else {
        stages.add(stage);
        model.put("k" + i, "v".repeat(100));
      }
    }
    assertThat(refused).isTrue();
    Waiting.until(held);
    assertThat(slow.stats().pendingBytes()).isBetween(1_000L, 2_000L);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> slow.write("blocking", "b".repeat(900)),
            task -> new Thread(task, "writer").start());
    slow.dirtyWrite("dirty", "1");
    assertThat(waiting).isNotDone();
    go.countDown();
    join(waiting);
    stages.forEach(DurableSuite::join);
    assertThat(slow.stats().pendingBytes()).isZero();
    slow.flush();
    model.put("blocking", "b".repeat(900));
    model.put("dirty", "1");
    assertThat(stored()).isEqualTo(model);
  }

  @Test
  @Clause("DUR-71")
  void changeBeyondTheWriteBuffer_isRefused() {
    DurableTable<String, String> table = open(backend(), options().withWriteBuffer(1_000));
    table.write("a", "1");
    refused(ErrorCode.LIMIT_EXCEEDED, () -> table.write("a", "v".repeat(1_001)));
    refused(
        ErrorCode.LIMIT_EXCEEDED,
        () -> table.atomically(batch -> batch.delete("a").write("b", "v".repeat(995))));
    refused(ErrorCode.LIMIT_EXCEEDED, () -> join(table.writeAsync("a", "v".repeat(1_001))));
    table.write("b", "v".repeat(980));
    assertThat(table.stats().pendingBytes()).isZero();
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "v".repeat(980)));
  }
}
