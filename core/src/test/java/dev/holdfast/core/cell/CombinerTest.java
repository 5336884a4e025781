package dev.holdfast.core.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CombinerTest {

  private static final Deadline LATE = Deadline.after(Duration.ofMinutes(5));

  private final Workers workers = new Workers("test", Reach.ONE_PROCESS);
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void stopWorkers() {
    gate.countDown();
    workers.close();
  }

  private Combiner<String, Integer, Integer> combiner(int maxBatch) {
    return Combiner.ofChanges(maxBatch, workers.executor(), this::answerTenfold);
  }

  /** Operation 0 holds its batch at the gate; a negative one is bad, and refuses its batch. */
  private void answerTenfold(String key, Batch<Integer, Integer> batch) {
    List<Integer> operations = batch.calls().stream().map(Call::operation).toList();
    batches.add(operations);
    if (operations.contains(0)) {
      entered.countDown();
      awaitGate();
    }
    if (operations.stream().anyMatch(operation -> operation < 0)) {
      throw new LimitExceededException("A bad one is among " + operations + ".");
    }
    batch.calls().forEach(call -> call.complete(call.operation() * 10));
  }

  private void awaitGate() {
    boolean interrupted = false;
    while (true) {
      try {
        gate.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void singleCaller_worksOnItsOwnThread() {
    AtomicReference<Thread> worker = new AtomicReference<>();
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(
            8,
            workers.executor(),
            (key, batch) -> {
              worker.set(Thread.currentThread());
              batch.calls().get(0).complete(1);
            });
    assertThat(combiner.perform("key", 7, LATE)).isEqualTo(1);
    assertThat(worker).hasValue(Thread.currentThread());
  }

  @Test
  void thoseWhoWait_shareTheNextBatches_inOrderAndBounded() throws Exception {
    Combiner<String, Integer, Integer> combiner = combiner(3);
    CompletableFuture<Integer> first = combiner.submit("key", 0, LATE);
    entered.await();
    List<CompletableFuture<Integer>> others = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      others.add(combiner.submit("key", i, LATE));
    }
    gate.countDown();
    assertThat(first.get()).isZero();
    for (int i = 1; i <= 5; i++) {
      assertThat(others.get(i - 1).get()).isEqualTo(i * 10);
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
  }

  @Test
  void aBadOperation_doesNotFailTheOthers() throws Exception {
    Combiner<String, Integer, Integer> combiner = combiner(8);
    CompletableFuture<Integer> first = combiner.submit("key", 0, LATE);
    entered.await();
    CompletableFuture<Integer> one = combiner.submit("key", 1, LATE);
    CompletableFuture<Integer> bad = combiner.submit("key", -1, LATE);
    CompletableFuture<Integer> two = combiner.submit("key", 2, LATE);
    gate.countDown();
    assertThat(first.get()).isZero();
    assertThat(one.get()).isEqualTo(10);
    assertThat(two.get()).isEqualTo(20);
    assertThatThrownBy(bad::join).hasCauseInstanceOf(LimitExceededException.class);
  }

  @Test
  void unknownOutcome_failsTheWholeBatch_andIsNotTriedAgain() {
    AtomicInteger runs = new AtomicInteger();
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(
            8,
            workers.executor(),
            (key, batch) -> {
              runs.incrementAndGet();
              throw new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, "Lost.");
            });
    assertThatThrownBy(() -> combiner.perform("key", 1, LATE))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void caller_doesNotWaitForATaskThatHasNotBegun() {
    List<Runnable> tasks = new CopyOnWriteArrayList<>();
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(8, tasks::add, this::answerTenfold);
    CompletableFuture<Integer> first = combiner.submit("key", 1, LATE);
    assertThat(combiner.perform("key", 2, LATE)).isEqualTo(20);
    assertThat(batches).containsExactly(List.of(1, 2));
    tasks.forEach(Runnable::run);
    assertThat(first).isCompletedWithValue(10);
    assertThat(batches).hasSize(1);
  }

  @Test
  void callerBehindCallsThatNobodyWaitsFor_worksForThemAll() throws Exception {
    List<Runnable> tasks = new CopyOnWriteArrayList<>();
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(2, tasks::add, this::answerTenfold);
    Future<Integer> leader = inBackground(() -> combiner.perform("key", 0, LATE));
    entered.await();
    List<CompletableFuture<Integer>> detached = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      detached.add(combiner.submit("key", i, LATE));
    }
    AtomicInteger answer = new AtomicInteger();
    Thread caller = TurnsTest.waiting(() -> answer.set(combiner.perform("key", 4, LATE)));
    gate.countDown();
    caller.join();
    assertThat(answer).hasValue(40);
    assertThat(leader.get()).isZero();
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
    tasks.forEach(Runnable::run);
    assertThat(detached.stream().map(CompletableFuture::join)).containsExactly(10, 20, 30);
  }

  private static Future<Integer> inBackground(Supplier<Integer> call) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    new Thread(() -> result.complete(call.get())).start();
    return result;
  }

  @Test
  void dependentThatWaitsForAnotherAnswerOfItsBatch_doesNotHoldItUp() throws Exception {
    Combiner<String, Integer, Integer> combiner = combiner(8);
    combiner.submit("key", 0, LATE);
    entered.await();
    CompletableFuture<Integer> one = combiner.submit("key", 1, LATE);
    CompletableFuture<Integer> two = combiner.submit("key", 2, LATE);
    CompletableFuture<Integer> sum = one.thenApply(ten -> ten + two.join());
    gate.countDown();
    assertThat(sum.get()).isEqualTo(30);
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void breakdownInOneHalfOfABatch_answersTheOtherHalfToo() throws Exception {
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(
            8,
            workers.executor(),
            (key, batch) -> {
              boolean bad = batch.calls().get(0).operation() == 13;
              if (bad && batch.calls().size() > 1) {
                throw new LimitExceededException("Too much.");
              } else if (bad) {
                throw new AssertionError("Broken.");
              }
              answerTenfold(key, batch);
            });
    combiner.submit("key", 0, LATE);
    entered.await();
    CompletableFuture<Integer> bad = combiner.submit("key", 13, LATE);
    CompletableFuture<Integer> other = combiner.submit("key", 1, LATE);
    gate.countDown();
    for (CompletableFuture<Integer> one : List.of(bad, other)) {
      CompletableFuture<Throwable> error = one.handle((ten, thrown) -> thrown);
      assertThat(error.get()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anUnansweredOperation_fails() {
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(8, workers.executor(), (key, batch) -> {});
    assertThatThrownBy(() -> combiner.perform("key", 1, LATE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ofThoseInTheNextBatch_whoCameLastWorksForTheOthers() throws Exception {
    Map<Integer, Thread> workedBy = new ConcurrentHashMap<>();
    Combiner<String, Integer, Integer> combiner =
        Combiner.ofChanges(
            3,
            workers.executor(),
            (key, batch) -> {
              batch.calls().forEach(call -> workedBy.put(call.operation(), Thread.currentThread()));
              answerTenfold(key, batch);
            });
    CompletableFuture<Integer> first = combiner.submit("key", 0, LATE);
    entered.await();
    List<Thread> callers = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      int operation = i;
      callers.add(TurnsTest.waiting(() -> combiner.perform("key", operation, LATE)));
    }
    gate.countDown();
    first.get();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(List.of(workedBy.get(1), workedBy.get(2), workedBy.get(3)))
        .containsOnly(callers.get(2));
    assertThat(List.of(workedBy.get(4), workedBy.get(5))).containsOnly(callers.get(4));
  }

  @Test
  void deadlinePassedInTheQueue_isUnavailable_andNeverRun() throws Exception {
    Combiner<String, Integer, Integer> combiner = combiner(8);
    CompletableFuture<Integer> first = combiner.submit("key", 0, LATE);
    entered.await();
    assertThatThrownBy(() -> combiner.perform("key", 1, Deadline.after(Duration.ofMillis(1))))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    gate.countDown();
    first.get();
    assertThat(combiner.perform("key", 2, LATE)).isEqualTo(20);
    assertThat(batches).containsExactly(List.of(0), List.of(2));
  }

  @Test
  void interruptedInTheQueue_isUnavailable_withTheFlagSet() throws Exception {
    Combiner<String, Integer, Integer> combiner = combiner(8);
    combiner.submit("key", 0, LATE);
    entered.await();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> combiner.perform("key", 1, LATE))
        .isInstanceOfSatisfying(
            UnavailableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void callerThatLeavesWhileOthersWorkOnItsChange_learnsThatTheOutcomeIsUnknown() throws Exception {
    assertThat(leaving(work -> Combiner.ofChanges(8, workers.executor(), work)))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void callerThatLeavesWhileOthersWorkOnItsRead_hasMissedNothing() throws Exception {
    assertThat(leaving(work -> Combiner.ofReads(8, workers.executor(), work)))
        .isInstanceOf(UnavailableException.class);
  }

  /** Returns what a caller is told that is interrupted while another works on its operation. */
  private @Nullable RuntimeException leaving(
      Function<Combiner.Work<String, Integer, Integer>, Combiner<String, Integer, Integer>> making)
      throws InterruptedException {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch atSecond = new CountDownLatch(1);
    Combiner<String, Integer, Integer> combiner =
        making.apply(
            (key, batch) -> {
              if (batch.calls().get(0).operation() == 0) {
                entered.countDown();
                awaitGate();
              } else {
                atSecond.countDown();
                awaitUninterrupted(second);
              }
              batch.calls().forEach(call -> call.complete(1));
            });
    combiner.submit("key", 0, LATE);
    entered.await();
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    Thread caller =
        TurnsTest.waiting(
            () -> {
              try {
                combiner.perform("key", 2, LATE);
              } catch (UnavailableException | OutcomeUnknownException e) {
                thrown.set(e);
              }
            });
    Thread other = TurnsTest.waiting(() -> combiner.perform("key", 1, LATE));
    gate.countDown();
    atSecond.await();
    caller.interrupt();
    caller.join();
    second.countDown();
    other.join();
    return thrown.get();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void workThatWaitsForItself_isRefused() {
    AtomicReference<Combiner<String, Integer, Integer>> self = new AtomicReference<>();
    self.set(
        Combiner.ofChanges(
            8, workers.executor(), (key, batch) -> self.get().perform(key, 1, LATE)));
    assertThatThrownBy(() -> self.get().perform("key", 1, LATE))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void sixteenThreads_everyOperationRunsOnce_neverTwoBatchesOfAKeyAtATime() throws Exception {
    int threads = 16;
    int each = 2_000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    long[] sum = new long[1];
    Combiner<String, Integer, Long> combiner =
        Combiner.ofChanges(
            64,
            workers.executor(),
            (key, batch) -> {
              if (inside.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
              }
              runs.incrementAndGet();
              Thread.yield();
              batch
                  .calls()
                  .forEach(
                      call -> {
                        sum[0] += call.operation();
                        call.complete(sum[0]);
                      });
              inside.decrementAndGet();
            });
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        boolean detached = t % 4 == 0;
        futures.add(
            pool.submit(
                () -> {
                  long last = 0;
                  for (int i = 0; i < each; i++) {
                    long now =
                        detached
                            ? combiner.submit("key", 1, LATE).join()
                            : combiner.perform("key", 1, LATE);
                    assertThat(now).isGreaterThan(last);
                    last = now;
                  }
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(overlaps).hasValue(0);
    assertThat(sum[0]).isEqualTo((long) threads * each);
    assertThat(runs.get()).as("batches").isLessThan(threads * each);
  }

  @Test
  void submitAfterTheWorkersStopped_isAnsweredByTheWork() {
    workers.close();
    assertThat(combiner(8).submit("key", 3, LATE).join()).isEqualTo(30);
    assertThatThrownBy(() -> combiner(8).submit("key", -3, LATE).join())
        .isInstanceOf(CompletionException.class);
  }
}
