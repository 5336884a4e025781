package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.Conflicts;

/**
 * Words what the script refused.
 *
 * @param cell the cell
 * @param commit the commit
 * @param reason the script's word for it
 * @param number which precondition or mutation was refused, from 1 on
 * @param reply holds what was found instead, from its third element on
 */
record Refusal(CellRef cell, Commit commit, String reason, int number, CommitReply reply) {

  HoldfastException toException() {
    return switch (reason) {
      case "exists" -> Conflicts.headExists(cell, foundNumber());
      case "absent" -> Conflicts.headAbsent(cell, expectedHead());
      case "version" -> Conflicts.version(cell, expectedVersion(), foundNumber());
      case "history" ->
          Conflicts.history(
              cell,
              expectedHead(),
              new Revision(foundNumber(), Digits.tag(reply.text(3), 0)).toString());
      case "offset" -> offset();
      case "row" -> row();
      case "full" ->
          new LimitExceededException(
              "Log \"%s\" of cell \"%s\" ends at %s; no whole offset lies beyond it."
                  .formatted(((Mutation.AppendNext) mutation()).log().name(), cell, foundOffset()));
      default -> throw new IllegalStateException("The commit script refused with " + reason + ".");
    };
  }

  private HoldfastException offset() {
    if (isMutation()) {
      Mutation.Append append = (Mutation.Append) mutation();
      return Conflicts.offset(
          cell, append.log(), "an end before " + append.offset(), foundOffset());
    }
    Precondition.LogLast last = (Precondition.LogLast) condition();
    LogRef log = last.log();
    return Conflicts.offset(cell, log, last.last().toString(), foundOffset());
  }

  private HoldfastException row() {
    if (condition() instanceof Precondition.RowVersion expected) {
      return Conflicts.row(cell, expected.map(), expected.key(), expected.version(), foundNumber());
    }
    Precondition.RowAbsent expected = (Precondition.RowAbsent) condition();
    return Conflicts.row(cell, expected.map(), expected.key(), 0, foundNumber());
  }

  private String expectedHead() {
    Precondition condition = condition();
    if (condition instanceof Precondition.HeadVersion expected) {
      return Long.toString(expected.version());
    }
    return condition instanceof Precondition.HeadRevision expected
        ? expected.revision().toString()
        : "a head";
  }

  private String expectedVersion() {
    if (isMutation()) {
      return "below " + ((Mutation.PutHead) mutation()).version();
    }
    return condition() instanceof Precondition.HeadVersion expected
        ? Long.toString(expected.version())
        : Long.toString(((Precondition.HeadRevision) condition()).revision().version());
  }

  private boolean isMutation() {
    return number > commit.preconditions().size();
  }

  private Precondition condition() {
    return commit.preconditions().get(number - 1);
  }

  private Mutation mutation() {
    return commit.mutations().get(number - 1 - commit.preconditions().size());
  }

  private long foundNumber() {
    return Digits.number(reply.text(2), 0);
  }

  private Offset foundOffset() {
    return Digits.offset(reply.text(2), 0);
  }
}
