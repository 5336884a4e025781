package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/** Holdfast cannot start as configured. */
public final class ConfigurationException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  /** Says with {@code code} what {@code happened}, in whole sentences. */
  public ConfigurationException(ErrorCode code, String happened) {
    this(code, happened, null);
  }

  /** Says with {@code code} what {@code happened}, and which exception lies below it. */
  public ConfigurationException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code, happened, cause);
  }
}
