package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** Stored data cannot be right; nothing was repaired or discarded. */
public final class CorruptException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says with {@code code} what {@code happened}, in whole sentences. */
  public CorruptException(ErrorCode code, String happened) {
    this(code, happened, null);
  }

  /** Says with {@code code} what {@code happened}, and which exception lies below it. */
  public CorruptException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code, happened, cause);
  }
}
