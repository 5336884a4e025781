package dev.holdfast.error;

/** What a caller may do after an error. */
public enum Retry {
  /** The same request will fail again: change the request, the configuration or the data. */
  NEVER,
  /** Nothing was applied. Repeat the same request, best after a short pause. */
  SAFE,
  /** Nothing was applied, because the state has moved on. Read it again, then decide anew. */
  AFTER_READING_AGAIN,
  /** It may or may not have been applied. Repeat the very same commit: its id makes that safe. */
  SAME_COMMIT_ONLY
}
