package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Mutation;

/** Tells which commits may be applied again and again until their trims are complete. */
final class Trims {

  private Trims() {}

  static void requireOnlyTrims(CellRef cell, Commit commit) {
    if (commit.id() != null) {
      throw refused("The trim of \"%s\" has a commit id, but may take several commits.", cell);
    }
    if (!commit.mutations().stream().allMatch(Trims::isTrim)) {
      throw refused("The trim of \"%s\" changes more than it trims.", cell);
    }
  }

  private static boolean isTrim(Mutation mutation) {
    return mutation instanceof Mutation.TrimThrough
        || mutation instanceof Mutation.TrimToLatest
        || mutation instanceof Mutation.TrimOlderThan
        || mutation instanceof Mutation.TruncateAfter;
  }

  private static InvalidRequestException refused(String text, CellRef cell) {
    return new InvalidRequestException(ErrorCode.INVALID_REQUEST, text.formatted(cell));
  }
}
