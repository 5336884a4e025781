package dev.holdfast.core.cell;

/**
 * How one call takes interrupts: they end it, or they wait until it is over.
 *
 * <p>A thread that works for others defers them, so that who interrupts it does not fail the
 * others. Used by one thread.
 */
final class Interrupts {

  private final boolean deferred;
  private boolean pending;

  private Interrupts(boolean deferred) {
    this.deferred = deferred;
  }

  static Interrupts handling(boolean deferred) {
    return new Interrupts(deferred);
  }

  /** Takes note that a wait threw; tells whether the call ends, with the thread's flag set. */
  boolean endCall() {
    if (deferred) {
      pending = true;
    } else {
      Thread.currentThread().interrupt();
    }
    return !deferred;
  }

  /** Looks at the thread's flag; tells whether it is set and ends the call. */
  boolean pendingEndsCall() {
    if (deferred) {
      pending |= Thread.interrupted();
      return false;
    }
    return Thread.currentThread().isInterrupted();
  }

  /** Sets the flag again if an interrupt was deferred; to be called when the call is over. */
  void restore() {
    if (pending) {
      Thread.currentThread().interrupt();
    }
  }
}
