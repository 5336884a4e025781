package dev.holdfast.backend.mapdb.journal;

import org.jspecify.annotations.Nullable;

/** One writer's place in the journal, from adding its record until that is safe or failed. */
public final class Ticket {

  /** How far it has come. */
  enum State {
    WAITING,
    LEADING,
    WRITTEN,
    REFUSED,
    UNKNOWN
  }

  final boolean force;
  final Runnable publish;
  volatile State state = State.WAITING;
  @Nullable Thread waiter;

  Ticket(boolean force, Runnable publish) {
    this.force = force;
    this.publish = publish;
  }

  /** Tells whether the record is as safe as it was asked to be. */
  public boolean isWritten() {
    return state == State.WRITTEN;
  }

  /** Tells whether it asked for a force. */
  public boolean isForced() {
    return force;
  }

  boolean isSettled() {
    return state.compareTo(State.WRITTEN) >= 0;
  }
}
