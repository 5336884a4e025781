package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The backend does not have this capability; nothing was applied. */
public final class UnsupportedException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says what {@code happened}, in whole sentences. */
  public UnsupportedException(String happened) {
    this(happened, null);
  }

  /** Says what {@code happened}, and which exception lies below it. */
  public UnsupportedException(String happened, @Nullable Throwable cause) {
    super(ErrorCode.UNSUPPORTED, happened, cause);
  }
}
