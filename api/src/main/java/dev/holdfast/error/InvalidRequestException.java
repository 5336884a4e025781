package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The request breaks a rule; nothing was applied. */
public final class InvalidRequestException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says with {@code code} what {@code happened}, in whole sentences. */
  public InvalidRequestException(ErrorCode code, String happened) {
    this(code, happened, null);
  }

  /** Says with {@code code} what {@code happened}, and which exception lies below it. */
  public InvalidRequestException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code, happened, cause);
  }
}
