package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** A newer owner has taken over; nothing of this write was applied. */
public final class FencedException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says what {@code happened}, in whole sentences. */
  public FencedException(String happened) {
    this(happened, null);
  }

  /** Says what {@code happened}, and which exception lies below it. */
  public FencedException(String happened, @Nullable Throwable cause) {
    super(ErrorCode.FENCED, happened, cause);
  }
}
