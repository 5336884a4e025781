package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The request goes past a stated limit; nothing was applied. */
public final class LimitExceededException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says what {@code happened}, in whole sentences. */
  public LimitExceededException(String happened) {
    this(happened, null);
  }

  /** Says what {@code happened}, and which exception lies below it. */
  public LimitExceededException(String happened, @Nullable Throwable cause) {
    super(ErrorCode.LIMIT_EXCEEDED, happened, cause);
  }
}
