package dev.holdfast.core.cell;

import org.jspecify.annotations.Nullable;

/** Closes several things one after the other, all of them even if one fails. Not thread-safe. */
public final class Closing {

  private @Nullable RuntimeException failure;

  /** Makes one that has closed nothing yet. */
  public Closing() {}

  /** Runs {@code close}; what it throws is kept for the end. */
  public Closing then(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    return this;
  }

  /** Throws the first failure, the later ones added to it; returns if there was none. */
  public void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Adds what failed to the reason for closing. */
  public void addTo(RuntimeException reason) {
    if (failure != null) {
      reason.addSuppressed(failure);
    }
  }
}
