package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** What the reader held on to was dropped, deleted or replaced. */
public final class GoneException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says what {@code happened}, in whole sentences. */
  public GoneException(String happened) {
    this(happened, null);
  }

  /** Says what {@code happened}, and which exception lies below it. */
  public GoneException(String happened, @Nullable Throwable cause) {
    super(ErrorCode.GONE, happened, cause);
  }
}
