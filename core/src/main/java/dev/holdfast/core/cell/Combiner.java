package dev.holdfast.core.cell;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.error.UnsupportedException;
import dev.holdfast.spi.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who call for operations on one key at the same time share one piece of work, such as a
 * commit: the caller that finds the key free does its own at once; whoever comes meanwhile waits,
 * and one of them then works for all that wait.
 *
 * <p>A single caller does its work on its own thread, without a hand-off, and no caller waits for a
 * task that the executor has not begun. No lock is held while work runs. A batch that is refused as
 * a whole is split, so that one bad operation does not fail the others. Operations of one key are
 * carried out in the order of their calls. Thread-safe.
 *
 * @param <K> what operations are kept apart by, usually a cell
 * @param <O> an operation
 * @param <R> its result
 */
public final class Combiner<K, O, R> {

  /**
   * Carries out operations on behalf of all that called for them.
   *
   * @param <K> the key
   * @param <O> an operation
   * @param <R> its result
   */
  @FunctionalInterface
  public interface Work<K, O, R> {

    /**
     * Carries out a batch and answers each of its calls; never runs twice at a time for one key.
     *
     * <p>An operation that fails by itself is answered with {@link Call#fail}. An exception that is
     * thrown concerns all calls not yet answered. If it says that nothing was applied and why the
     * request was refused (conflict, invalid, limit, unsupported), the halves of the batch are
     * tried by themselves; otherwise it answers them all.
     */
    void run(K key, Batch<O, R> batch);
  }

  private final boolean changes;
  private final int maxBatch;
  private final Executor executor;
  private final Work<K, O, R> work;

  /** A key is in the map while somebody works on it; all changes to a lane are made in compute. */
  private final ConcurrentHashMap<K, Lane<O, R>> lanes = new ConcurrentHashMap<>();

  private Combiner(boolean changes, int maxBatch, Executor executor, Work<K, O, R> work) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch is " + maxBatch + "; it must be 1 or more.");
    }
    this.changes = changes;
    this.maxBatch = maxBatch;
    this.executor = executor;
    this.work = work;
  }

  /**
   * Makes a combiner of operations that change something.
   *
   * @param maxBatch the most operations in one batch, at least 1
   * @param executor runs the work of calls that nobody waits for, and what depends on their results
   * @param work what to do
   */
  public static <K, O, R> Combiner<K, O, R> ofChanges(
      int maxBatch, Executor executor, Work<K, O, R> work) {
    return new Combiner<>(true, maxBatch, executor, work);
  }

  /**
   * Makes a combiner of operations that change nothing, so that a caller who gives up has missed
   * nothing; otherwise as {@link #ofChanges}.
   */
  public static <K, O, R> Combiner<K, O, R> ofReads(
      int maxBatch, Executor executor, Work<K, O, R> work) {
    return new Combiner<>(false, maxBatch, executor, work);
  }

  /**
   * Carries out {@code operation} and returns its result.
   *
   * @throws UnavailableException if the deadline passed or the thread was interrupted before it was
   *     begun, or while another thread was at it and it changes nothing
   * @throws OutcomeUnknownException if that happened while another thread was at a change
   * @throws InvalidRequestException if called by the work on the same key
   */
  public R perform(K key, O operation, Deadline deadline) {
    Call<O, R> call = Call.waiting(operation, deadline);
    Lane<O, R> lane = new Lane<>();
    Lane<O, R> found = lanes.compute(key, (k, busy) -> busy == null ? lane : queue(busy, call));
    if (found == lane) {
      lead(key, lane, List.of(call), executor);
    }
    // It may not be among the first that a leader takes, so it may have to lead more than once.
    while (!call.isAnswered() && await(key, found, call)) {
      call.beginToLead();
      lead(key, found, take(key, found), executor);
    }
    return call.outcome();
  }

  /**
   * Carries out {@code operation} on the executor, or on the thread of a caller that comes first or
   * begins to wait for the result.
   *
   * @return its result, or the errors of {@link #perform}
   */
  public CompletableFuture<R> submit(K key, O operation, Deadline deadline) {
    Promise<R> result = new Promise<>();
    Call<O, R> call = Call.detached(operation, deadline, result);
    Lane<O, R> lane = new Lane<>();
    lane.schedule();
    Lane<O, R> found = lanes.compute(key, (k, busy) -> queue(busy == null ? lane : busy, call));
    result.whenAwaited(() -> !call.isAnswered() && leadScheduled(key, found, executor));
    if (found == lane) {
      executor.execute(() -> leadScheduled(key, lane, Runnable::run));
    }
    return result;
  }

  private Lane<O, R> queue(Lane<O, R> lane, Call<O, R> call) {
    lane.add(call);
    return lane;
  }

  /** Returns whether the caller is to lead; if not, its call is answered. */
  private boolean await(K key, Lane<O, R> lane, Call<O, R> call) {
    while (!call.isAnswered() && !call.isAppointed()) {
      if (Thread.currentThread().isInterrupted()) {
        return leave(key, lane, call, ErrorCode.INTERRUPTED, "was interrupted");
      }
      long nanos = call.deadline().remainingNanos();
      if (nanos == 0) {
        return leave(key, lane, call, ErrorCode.DEADLINE_EXCEEDED, "had no more time");
      }
      LockSupport.parkNanos(call, nanos);
    }
    return !call.isAnswered();
  }

  /** Gives up waiting; a caller that was made leader meanwhile leads the others, without itself. */
  private boolean leave(K key, Lane<O, R> lane, Call<O, R> call, ErrorCode code, String reason) {
    AtomicBoolean isUntouched = new AtomicBoolean(!changes);
    lanes.computeIfPresent(
        key,
        (k, present) -> {
          if (present == lane && lane.remove(call)) {
            isUntouched.setPlain(true);
          }
          return present;
        });
    call.fail(
        isUntouched.getPlain()
            ? new UnavailableException(
                code, "An operation on \"%s\" %s while it waited.".formatted(key, reason))
            : new OutcomeUnknownException(
                ErrorCode.OUTCOME_UNKNOWN,
                "The caller of an operation on \"%s\" %s while another thread was at it."
                    .formatted(key, reason)));
    if (call.isAppointed()) {
      release(key, lane);
    }
    return false;
  }

  private List<Call<O, R>> take(K key, Lane<O, R> lane) {
    AtomicReference<List<Call<O, R>>> batch = new AtomicReference<>(List.of());
    lanes.compute(
        key,
        (k, present) -> {
          batch.setPlain(lane.take(maxBatch));
          return lane;
        });
    return batch.getPlain();
  }

  /** Works on those that wait, if nobody has begun; returns whether it did. */
  private boolean leadScheduled(K key, Lane<O, R> lane, Executor publisher) {
    AtomicReference<@Nullable List<Call<O, R>>> batch = new AtomicReference<>();
    lanes.computeIfPresent(
        key,
        (k, present) -> {
          if (present == lane && lane.beginScheduled()) {
            batch.setPlain(lane.take(maxBatch));
          }
          return present;
        });
    List<Call<O, R>> calls = batch.getPlain();
    if (calls == null) {
      return false;
    }
    lead(key, lane, calls, publisher);
    return true;
  }

  /**
   * Works for all {@code calls}, and then lets the next one work.
   *
   * @param publisher runs what depends on the answers of calls that were made without waiting
   */
  private void lead(K key, Lane<O, R> lane, List<Call<O, R>> calls, Executor publisher) {
    lane.leadBy(Thread.currentThread());
    try {
      List<Call<O, R>> inTime = new ArrayList<>(calls);
      inTime.removeIf(Call::isLate);
      run(key, inTime);
    } catch (Error e) {
      failAll(calls, new IllegalStateException("The work on an operation broke down.", e));
      throw e;
    } finally {
      lane.leadBy(null);
      release(key, lane);
      Answers.of(calls, executor).publish(publisher);
    }
  }

  private void run(K key, List<Call<O, R>> calls) {
    if (calls.isEmpty()) {
      return;
    }
    boolean shared = calls.size() > 1 || calls.get(0).isDetached() || !calls.get(0).isOwn();
    Batch<O, R> batch = new Batch<>(calls, shared);
    try {
      work.run(key, batch);
      if (!batch.isAnswered()) {
        failAll(calls, new IllegalStateException("The work left an operation without an answer."));
      }
    } catch (RuntimeException e) {
      List<Call<O, R>> left = batch.unanswered();
      if (left.size() > 1 && isRefusal(e)) {
        run(key, left.subList(0, left.size() / 2));
        run(key, left.subList(left.size() / 2, left.size()));
      } else {
        failAll(left, e);
      }
    }
  }

  /** Answers those that have no answer yet. */
  private static void failAll(List<? extends Call<?, ?>> calls, RuntimeException error) {
    calls.forEach(call -> call.fail(error));
  }

  /** Lets a caller that waits work for all that wait, or else a task; or frees the key. */
  private void release(K key, Lane<O, R> lane) {
    AtomicReference<@Nullable Call<O, R>> caller = new AtomicReference<>();
    Lane<O, R> left =
        lanes.compute(
            key,
            (k, present) -> {
              if (lane.isEmpty()) {
                return null;
              }
              caller.setPlain(lane.appointCaller(maxBatch));
              if (caller.getPlain() == null) {
                lane.schedule();
              }
              return lane;
            });
    Call<O, R> leader = caller.getPlain();
    if (leader != null) {
      leader.wake();
    } else if (left != null) {
      executor.execute(() -> leadScheduled(key, lane, Runnable::run));
    }
  }

  /** Tells whether nothing was applied, for a reason that may lie in one operation of a batch. */
  private static boolean isRefusal(RuntimeException e) {
    return e instanceof ConflictException
        || e instanceof InvalidRequestException
        || e instanceof LimitExceededException
        || e instanceof UnsupportedException;
  }
}
