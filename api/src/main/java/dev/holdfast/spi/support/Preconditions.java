package dev.holdfast.spi.support;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Judges the preconditions of a commit. */
final class Preconditions {

  private Preconditions() {}

  static void check(CellRef cell, CellSession session, Precondition precondition) {
    CellRecord state = session.cell();
    if (precondition instanceof Precondition.HeadAbsent) {
      if (state.hasHead()) {
        throw Conflicts.headExists(cell, state.version());
      }
    } else if (precondition instanceof Precondition.HeadPresent) {
      if (!state.hasHead()) {
        throw Conflicts.headAbsent(cell, "a head");
      }
    } else if (precondition instanceof Precondition.HeadVersion expected) {
      if (!state.hasHead()) {
        throw Conflicts.headAbsent(cell, Long.toString(expected.version()));
      }
      version(cell, state, expected.version());
    } else if (precondition instanceof Precondition.HeadRevision expected) {
      revision(cell, state, expected.revision());
    } else if (precondition instanceof Precondition.LogLast expected) {
      Offset last = lastOffset(session, expected.log(), session.log(expected.log()));
      if (!last.equals(expected.last())) {
        throw Conflicts.offset(cell, expected.log(), expected.last().toString(), last);
      }
    } else if (precondition instanceof Precondition.RowAbsent expected) {
      row(cell, session, expected.map(), expected.key(), 0);
    } else if (precondition instanceof Precondition.RowVersion expected) {
      row(cell, session, expected.map(), expected.key(), expected.version());
    }
  }

  /** A log that is not there ends where a deleted one of its name did, or at the origin. */
  static Offset lastOffset(CellSession session, LogRef log, @Nullable LogRecord found) {
    if (found != null) {
      return found.last();
    }
    Offset floor = session.logFloor(log);
    return floor == null ? Offset.ORIGIN : floor;
  }

  private static void revision(CellRef cell, CellRecord state, Revision expected) {
    if (!state.hasHead()) {
      throw Conflicts.headAbsent(cell, expected.toString());
    }
    version(cell, state, expected.version());
    if (state.tag() != expected.tag()) {
      Revision actual = new Revision(state.version(), state.tag());
      throw Conflicts.history(cell, expected.toString(), actual.toString());
    }
  }

  private static void version(CellRef cell, CellRecord state, long expected) {
    if (state.version() != expected) {
      throw Conflicts.version(cell, Long.toString(expected), state.version());
    }
  }

  private static void row(CellRef cell, CellSession session, MapRef ref, Bytes key, long expected) {
    MapRecord map = session.map(ref);
    long actual = map == null ? 0 : session.rowVersion(ref, map, key);
    if (actual != expected) {
      throw Conflicts.row(cell, ref, key, expected, actual);
    }
  }
}
