package dev.holdfast.spi.support;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;

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
      head(cell, state, "a head");
    } else if (precondition instanceof Precondition.HeadVersion expected) {
      if (head(cell, state, expected.version()).version() != expected.version()) {
        throw Conflicts.version(cell, Long.toString(expected.version()), state.version());
      }
    } else if (precondition instanceof Precondition.HeadRevision expected) {
      revision(cell, state, expected.revision());
    } else if (precondition instanceof Precondition.LogLast expected) {
      Offset last = lastOffset(session, expected.log());
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
  static Offset lastOffset(CellSession session, LogRef log) {
    LogRecord found = session.log(log);
    if (found != null) {
      return found.last();
    }
    Offset floor = session.logFloor(log);
    return floor == null ? Offset.ORIGIN : floor;
  }

  private static Revision head(CellRef cell, CellRecord state, Object expected) {
    Revision head = state.head();
    if (head == null) {
      throw Conflicts.headAbsent(cell, expected.toString());
    }
    return head;
  }

  private static void revision(CellRef cell, CellRecord state, Revision expected) {
    Revision head = head(cell, state, expected);
    if (head.version() != expected.version()) {
      throw Conflicts.version(cell, Long.toString(expected.version()), head.version());
    }
    if (head.tag() != expected.tag()) {
      throw Conflicts.history(cell, expected.toString(), head.toString());
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
