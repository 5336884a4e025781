package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** A commit may or may not have been applied. */
public final class OutcomeUnknownException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says with {@code code} what {@code happened}, in whole sentences. */
  public OutcomeUnknownException(ErrorCode code, String happened) {
    this(code, happened, null);
  }

  /** Says with {@code code} what {@code happened}, and which exception lies below it. */
  public OutcomeUnknownException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code, happened, cause);
  }
}
