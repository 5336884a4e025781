package dev.holdfast.core.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who does the work of calls made without waiting, and who tells their answers. */
final class PromiseTest {

  private static final Deadline LATE = Deadline.after(Duration.ofMinutes(5));

  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
  private final List<List<Integer>> batches = new ArrayList<>();

  private Combiner<String, Integer, Integer> combiner(int maxBatch, Executor executor) {
    return Combiner.ofChanges(
        maxBatch,
        executor,
        (key, batch) -> {
          batches.add(batch.calls().stream().map(Call::operation).toList());
          batch.calls().forEach(call -> call.complete(call.operation() * 10));
        });
  }

  @Test
  void whoWaitsForAResult_worksInPlaceOfATaskThatHasNotBegun() {
    Combiner<String, Integer, Integer> combiner = combiner(2, tasks::add);
    CompletableFuture<Integer> first = combiner.submit("key", 1, LATE);
    CompletableFuture<Integer> second = combiner.submit("key", 2, LATE);
    CompletableFuture<Integer> third = combiner.submit("key", 3, LATE);
    CompletableFuture<Integer> dependent = second.thenApply(twenty -> twenty + 1);
    assertThat(third.join()).isEqualTo(30);
    assertThat(batches).containsExactly(List.of(1, 2), List.of(3));
    assertThat(first).isCompletedWithValue(10);
    assertThat(dependent).as("is none of this thread's business").isNotDone();
    tasks.forEach(Runnable::run);
    assertThat(dependent).isCompletedWithValue(21);
    assertThat(batches).hasSize(2);
  }

  @Test
  void whoWaitsAndIsInterrupted_doesNoWorkAndLeavesItToTheTask() throws Exception {
    CompletableFuture<Integer> call = combiner(8, tasks::add).submit("key", 1, LATE);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(call::get).isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(batches).isEmpty();
    tasks.forEach(Runnable::run);
    assertThat(call.get()).isEqualTo(10);
  }

  /** What was found: each answer asked for a task, which ran inside the one that asked. */
  @Test
  void answersOfManyCalls_areToldByAnExecutorThatHasStopped() {
    int calls = 20_000;
    Combiner<String, Integer, Integer> combiner =
        combiner(
            calls,
            task -> {
              if (tasks.isEmpty()) {
                tasks.add(task);
              } else {
                task.run();
              }
            });
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < calls; i++) {
      combiner.submit("key", i, LATE).thenRun(told::incrementAndGet);
    }
    tasks.get(0).run();
    assertThat(told).hasValue(calls);
  }
}
