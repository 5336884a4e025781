package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The calls on one key of a {@link Combiner}, in their order, and who works on them: a caller, a
 * task that runs, or a task that is scheduled.
 *
 * <p>A task may come late, behind others that keep the executor's threads. So a caller never waits
 * for one that has not begun; it works in its place, and the task then finds nothing to do. Changed
 * by one thread at a time, but for the leader.
 *
 * @param <O> an operation
 * @param <R> its result
 */
final class Lane<O, R> {

  private final Queue<Call<O, R>> waiting = new ArrayDeque<>(1); // mostly nobody waits
  private boolean isScheduled;
  private volatile @Nullable Thread leader;

  /** Puts {@code call} at the end; a caller is appointed at once where nobody has begun to work. */
  void add(Call<O, R> call) {
    if (!call.isDetached() && leader == Thread.currentThread()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "An operation waits for another on the same key that it is itself a part of.");
    }
    waiting.add(call);
    if (isScheduled && !call.isDetached()) {
      isScheduled = false;
      call.appoint();
    }
  }

  /** Takes {@code call} out; returns whether it was still waiting. */
  boolean remove(Call<O, R> call) {
    return waiting.remove(call);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Notes that a task is to work on those that wait. */
  void schedule() {
    isScheduled = true;
  }

  /** Tells a task whether there is work for it; from then on it works. */
  boolean beginScheduled() {
    boolean begins = isScheduled;
    isScheduled = false;
    return begins;
  }

  /**
   * Appoints a caller; returns it, or null if no caller waits.
   *
   * <p>Of those in the next batch it is the one that came last. A batch is worked on for as long as
   * any of its calls may take, and the time of the last ends last, as a rule: so who works for
   * others does not outstay its own time.
   *
   * @param most how many calls the next batch takes
   */
  @Nullable Call<O, R> appointCaller(int most) {
    Call<O, R> last = null;
    int place = 0;
    for (Call<O, R> call : waiting) {
      if (place++ >= most && last != null) {
        break;
      }
      last = call.isDetached() ? last : call;
    }
    if (last != null) {
      last.appoint();
    }
    return last;
  }

  /** Takes out the first {@code most} calls, or as many as there are. */
  List<Call<O, R>> take(int most) {
    List<Call<O, R>> batch = new ArrayList<>();
    while (batch.size() < most && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  /** Notes who works, or that nobody does for the moment. */
  void leadBy(@Nullable Thread thread) {
    leader = thread;
  }
}
