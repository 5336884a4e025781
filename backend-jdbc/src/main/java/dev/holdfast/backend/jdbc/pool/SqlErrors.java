package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import java.sql.SQLException;
import java.util.List;

/** Turns exceptions of drivers into Holdfast's own. */
public final class SqlErrors {

  private final Dialect dialect;
  private final String url;
  private final String secret;

  /**
   * Goes by what {@code dialect} says, and shows no secrets.
   *
   * @param url the driver's URL, shown without what may be secret in it; empty if it is not known
   * @param secret what is never shown; empty for none
   */
  public SqlErrors(Dialect dialect, String url, String secret) {
    this.dialect = dialect;
    this.url = url;
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
      // The driver's exception stays out of it: its text is the URL, secrets and all.
      case URL -> new ConfigurationException(ErrorCode.MALFORMED_URL, happened);
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
    return "%s failed on %s with SQLSTATE %s, error %d: %s.%s"
        .formatted(
            what,
            url.isEmpty() ? dialect.name() : BackendUrl.parse(url),
            exception.getSQLState(),
            exception.getErrorCode(),
            message(exception),
            dialect.advice(url, exception));
  }

  /** Returns the first line without secrets, and without the full stop that some drivers set. */
  private String message(SQLException exception) {
    String message = String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    String shown = shown(message);
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }

  /** Returns {@code exception}, or one without causes in its place if it or a cause has secrets. */
  SQLException shown(SQLException exception) {
    for (Throwable each : exception) {
      String message = String.valueOf(each.getMessage());
      if (!shown(message).equals(message)) {
        return withoutSecrets(exception);
      }
    }
    return exception;
  }

  private SQLException withoutSecrets(SQLException exception) {
    SQLException shown =
        new SQLException(
            shown(String.valueOf(exception.getMessage())),
            exception.getSQLState(),
            exception.getErrorCode());
    shown.setStackTrace(exception.getStackTrace());
    return shown;
  }

  /** Returns {@code text} with {@code ***} for what is secret. */
  String shown(String text) {
    String shown = text;
    if (!url.isEmpty()) {
      for (String secrets : List.of(url, dialect.connectionUrl(url))) {
        shown = shown.replace(secrets, BackendUrl.parse(secrets).toString());
      }
    }
    return secret.isEmpty() ? shown : shown.replace(secret, "***");
  }
}
