package dev.holdfast.backend.jdbc.dialect;

/** What an {@link java.sql.SQLException} means for the work that met it. */
public enum Failure {
  /** A deadlock, a serialisation failure, a lost race for a key: nothing was applied, try again. */
  RETRY,
  /** The database refused it for now: full, overloaded, shutting down. Nothing was applied. */
  REFUSED,
  /** The connection broke or was silent for too long; what was under way may have been applied. */
  LOST,
  /** The tables are missing, or not as they should be, or may not be used. */
  SCHEMA,
  /** The URL is not written as the driver wants it. */
  URL,
  /** What is stored is damaged. */
  CORRUPT
}
