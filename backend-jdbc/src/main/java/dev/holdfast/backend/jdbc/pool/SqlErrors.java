package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import java.sql.SQLException;

/** Turns exceptions of drivers into Holdfast's own. */
public final class SqlErrors {

  private final Dialect dialect;
  private final String secret;

  /** Goes by what {@code dialect} says, and never shows {@code secret}; empty for none. */
  public SqlErrors(Dialect dialect, String secret) {
    this.dialect = dialect;
    this.secret = secret;
  }

  /** Returns what {@code exception} means. */
  public Failure failure(SQLException exception) {
    return dialect.failure(exception);
  }

  /** Returns the error for work that certainly had no effect. */
  public HoldfastException notApplied(String what, SQLException exception) {
    String happened = happened(what, exception);
    return switch (dialect.failure(exception)) {
      case SCHEMA -> new ConfigurationException(ErrorCode.STORAGE_UNUSABLE, happened, exception);
      case CORRUPT -> new CorruptException(ErrorCode.CORRUPT, happened, exception);
      case RETRY, REFUSED, LOST ->
          new UnavailableException(ErrorCode.UNAVAILABLE, happened, exception);
    };
  }

  /** Returns the error for a commit that was sent and whose reply is missing. */
  public HoldfastException unknown(String what, SQLException exception) {
    return new OutcomeUnknownException(
        ErrorCode.OUTCOME_UNKNOWN, happened(what, exception), exception);
  }

  private String happened(String what, SQLException exception) {
    String message = String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    String shown = secret.isEmpty() ? message : message.replace(secret, "***");
    return "%s failed on %s with SQLSTATE %s, error %d: %s."
        .formatted(what, dialect.name(), exception.getSQLState(), exception.getErrorCode(), shown);
  }
}
