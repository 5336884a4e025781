package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.StreamIds;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.Conflicts;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What the commit script answered: a result, or a word and what belongs to it. */
final class CommitReply {

  private static final int VERSION = Digits.WIDTH;
  private static final int TAG = VERSION + Digits.WIDTH;
  private static final int SEQUENCE = TAG + Digits.TAG_WIDTH;
  private static final int AT = SEQUENCE + Digits.WIDTH;
  private static final int TRIM_COMPLETE = AT + Digits.WIDTH;
  private static final int OFFSETS = TRIM_COMPLETE + 1;

  private final List<Object> reply;
  private final String word; // empty before a result

  CommitReply(List<Object> reply) {
    this.reply = reply;
    this.word = Character.isLetter(text(0).at(0)) ? text(0).toUtf8() : "";
  }

  /** Tells whether the cell has to be entered in its index before the commit can be applied. */
  boolean needsIndex() {
    return word.equals("index");
  }

  /**
   * Returns what the commit did.
   *
   * @throws dev.holdfast.error.HoldfastException if it was refused
   */
  CommitResult result(CellRef cell, Commit commit) {
    return switch (word) {
      case "" -> result(text(0), false);
      case "again" -> result(text(1), true);
      case "expired" ->
          throw Conflicts.expired(cell, Objects.requireNonNull(commit.id(), "only ids expire"));
      case "corrupt" ->
          throw new CorruptException(
              ErrorCode.CORRUPT,
              "The key %s of cell \"%s\" holds something that the cell does not know of."
                  .formatted(text(1).toUtf8(), cell));
      default ->
          throw new Refusal(cell, commit, word, Math.toIntExact((Long) reply.get(1)), this)
              .toException();
    };
  }

  /** Returns the text at {@code index} of the reply. */
  Bytes text(int index) {
    return (Bytes) reply.get(index);
  }

  private static CommitResult result(Bytes text, boolean repeated) {
    Revision head =
        text.at(VERSION) == ' '
            ? null
            : new Revision(Digits.number(text, VERSION), Digits.tag(text, TAG));
    return new CommitResult(
        head,
        Digits.number(text, SEQUENCE),
        Instant.ofEpochMilli(Digits.number(text, AT)),
        StreamIds.offsets(text.slice(OFFSETS, text.length())),
        text.at(TRIM_COMPLETE) == '1',
        repeated);
  }
}
