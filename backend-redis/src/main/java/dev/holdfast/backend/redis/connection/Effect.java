package dev.holdfast.backend.redis.connection;

/** What a command does to the server, which decides what the loss of its reply means. */
public enum Effect {
  /** It may be sent again without harm: it reads, or writes what it wrote before. */
  REPEATABLE,
  /** It must not be sent again on its own account; without a reply its outcome is unknown. */
  COMMIT
}
