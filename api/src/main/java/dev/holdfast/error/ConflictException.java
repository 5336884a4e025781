package dev.holdfast.error;

import org.jspecify.annotations.Nullable;

/**
 * The state is not what the commit expected; nothing was applied.
 *
 * <p>It carries what was expected and what was found, as text fit for people: versions as numbers,
 * offsets as {@code major_minor}, {@code absent} where there is nothing.
 */
public final class ConflictException extends HoldfastException {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  /** Says with {@code code} what {@code happened}, and what was {@code expected} and found. */
  public ConflictException(ErrorCode code, String happened, String expected, String actual) {
    this(code, happened, expected, actual, null);
  }

  /** Says the same, and which exception lies below it. */
  public ConflictException(
      ErrorCode code, String happened, String expected, String actual, @Nullable Throwable cause) {
    super(code, happened, cause);
    this.expected = expected;
    this.actual = actual;
  }

  /** Returns what the commit expected. */
  public String expected() {
    return expected;
  }

  /** Returns what was found instead. */
  public String actual() {
    return actual;
  }
}
