package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** It was used after close, or while it was being closed. */
public final class ClosedException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says what {@code happened}, in whole sentences. */
  public ClosedException(String happened) {
    this(happened, null);
  }

  /** Says what {@code happened}, and which exception lies below it. */
  public ClosedException(String happened, @Nullable Throwable cause) {
    super(ErrorCode.CLOSED, happened, cause);
  }
}
