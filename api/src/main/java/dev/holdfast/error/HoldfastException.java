package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/**
 * What every error of Holdfast is: a stable code, what happened, the likely cause, the remedy.
 *
 * <p>The message holds all four. Messages never hold secrets.
 */
public abstract sealed class HoldfastException extends RuntimeException
    permits ClosedException,
        ConfigurationException,
        ConflictException,
        CorruptException,
        FencedException,
        GoneException,
        InvalidRequestException,
        LimitExceededException,
        OutcomeUnknownException,
        UnavailableException,
        UnsupportedException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String happened;

  HoldfastException(ErrorCode code, String happened, @Nullable Throwable cause) {
    super(code.id() + " " + happened + " " + code.cause() + " " + code.remedy(), cause);
    this.code = code;
    this.happened = happened;
  }

  /** Returns the stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Returns what happened, with the values and limits concerned, as one or more sentences. */
  public String happened() {
    return happened;
  }

  /** Returns what the caller may do now. */
  public Retry retry() {
    return code.retry();
  }
}
