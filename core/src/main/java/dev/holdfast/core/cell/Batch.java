package dev.holdfast.core.cell;

import dev.holdfast.spi.Deadline;
import java.util.List;

/**
 * Operations that are carried out together, on one thread, for those who called for them.
 *
 * @param <O> an operation
 * @param <R> its result
 */
public final class Batch<O, R> {

  private final List<Call<O, R>> calls;
  private final Deadline deadline;
  private final boolean shared;

  Batch(List<Call<O, R>> calls, boolean shared) {
    this.calls = List.copyOf(calls);
    this.deadline = latest(calls);
    this.shared = shared;
  }

  /** Returns the calls in the order in which they came; at least one, each to be answered. */
  public List<Call<O, R>> calls() {
    return calls;
  }

  /** Returns the latest of the calls' deadlines. */
  public Deadline deadline() {
    return deadline;
  }

  /**
   * Returns {@code cells} as the work on this batch has to use them: within its deadline, and, if
   * it serves anybody but the running thread, unmoved by interrupts of that thread.
   */
  public Cells within(Cells cells) {
    Cells limited = cells.until(deadline);
    return shared ? limited.deferringInterrupts() : limited;
  }

  boolean isAnswered() {
    for (Call<O, R> call : calls) {
      if (!call.isAnswered()) {
        return false;
      }
    }
    return true;
  }

  List<Call<O, R>> unanswered() {
    return calls.stream().filter(call -> !call.isAnswered()).toList();
  }

  private static Deadline latest(List<? extends Call<?, ?>> calls) {
    Deadline latest = calls.get(0).deadline();
    for (Call<?, ?> call : calls) {
      if (call.deadline().remainingNanos() > latest.remainingNanos()) {
        latest = call.deadline();
      }
    }
    return latest;
  }
}
