package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The storage could not be reached in time; nothing was applied. */
public final class UnavailableException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says with {@code code} what {@code happened}, in whole sentences. */
  public UnavailableException(ErrorCode code, String happened) {
    this(code, happened, null);
  }

  /** Says with {@code code} what {@code happened}, and which exception lies below it. */
  public UnavailableException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code, happened, cause);
  }
}
