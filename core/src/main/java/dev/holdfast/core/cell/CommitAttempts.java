package dev.holdfast.core.cell;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one commit, all with the same id from the first that may have had an effect.
 *
 * <p>Until then nobody knows the id, and what gives it may give a new one. Once one attempt's
 * outcome is unknown, a later one that could not reach the storage does not change that: the end is
 * then a result, a refusal by the cell itself, or an unknown outcome.
 */
final class CommitAttempts {

  private final Backend backend;
  private final CellRef cell;
  private final UnaryOperator<Commit> identity;
  private final Deadline deadline;
  private Commit commit;
  private @Nullable OutcomeUnknownException unknown;

  /**
   * Makes those of {@code commit}.
   *
   * @param identity gives it an id, or another when that is too old for an attempt
   */
  CommitAttempts(
      Backend backend,
      CellRef cell,
      Commit commit,
      UnaryOperator<Commit> identity,
      Deadline deadline) {
    this.backend = backend;
    this.cell = cell;
    this.commit = commit;
    this.identity = identity;
    this.deadline = deadline;
  }

  CommitResult run(Backoff backoff, Interrupts interrupts) {
    for (int failures = 1; ; failures++) {
      HoldfastException failure;
      if (unknown == null) {
        commit = identity.apply(commit);
      }
      try {
        return backend.commit(cell, commit, deadline);
      } catch (OutcomeUnknownException e) {
        unknown = e;
        failure = e;
      } catch (UnavailableException | ClosedException | CorruptException e) {
        failure = e;
      }
      if (!mayPass(failure, interrupts) || !backoff.pause(failures, deadline, interrupts)) {
        throw outcome(failure);
      }
    }
  }

  private static boolean mayPass(HoldfastException failure, Interrupts interrupts) {
    if (failure instanceof UnavailableException e) {
      return Gateway.mayPass(e, interrupts);
    }
    return failure.code() == ErrorCode.OUTCOME_UNKNOWN;
  }

  private HoldfastException outcome(HoldfastException last) {
    if (unknown == null || unknown == last) {
      return last;
    }
    OutcomeUnknownException end =
        new OutcomeUnknownException(
            ErrorCode.OUTCOME_UNKNOWN,
            "The reply to an attempt at a commit on \"%s\" is missing, and it could not be repeated: %s"
                .formatted(cell, last.happened()),
            unknown);
    end.addSuppressed(last);
    return end;
  }
}
