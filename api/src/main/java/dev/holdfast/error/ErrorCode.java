package dev.holdfast.error;

/**
 * Every error that Holdfast reports: a code that never changes, the likely cause, and the remedy.
 *
 * <p>The first digit groups them: 1 configuration, 2 conflict, 3 availability, 4 the request, 5 the
 * data, 6 life cycle.
 */
public enum ErrorCode {
  /** No URL was given. */
  NOT_CONFIGURED(
      1001,
      Retry.NEVER,
      "Neither the code, a properties file, a system property nor the environment names a backend.",
      "Set holdfast.url, for example holdfast.url=mapdb:./data, or pass a URL to Holdfast.open."),
  /** No provider answers to the scheme of the URL. */
  UNKNOWN_SCHEME(
      1002,
      Retry.NEVER,
      "The scheme is misspelt, or the artifact that brings its backend is not on the class path.",
      "Correct the URL, or add the backend's artifact to the application's dependencies."),
  /** ServiceLoader found no provider at all. */
  NO_PROVIDERS(
      1003,
      Retry.NEVER,
      "No backend artifact is present, or its META-INF/services file was lost or overwritten when "
          + "jars were merged into one.",
      "Add a backend such as holdfast-backend-memory; when shading, merge META-INF/services files."),
  /** Two providers answer to one scheme. */
  DUPLICATE_SCHEME(
      1004,
      Retry.NEVER,
      "Two versions of one backend, or two backends with the same scheme, are on the class path.",
      "Remove one of the two jars named."),
  /** A configuration key that nobody declares. */
  UNKNOWN_KEY(
      1005,
      Retry.NEVER,
      "The key is misspelt, or belongs to another backend.",
      "Use one of the keys listed in docs/configuration.md."),
  /** A configuration value of the wrong form or out of range. */
  BAD_OPTION(
      1006,
      Retry.NEVER,
      "The value is not of the key's type, or lies outside its range.",
      "Give a value within the bounds named."),
  /** A required configuration key is missing. */
  MISSING_OPTION(
      1007,
      Retry.NEVER,
      "The backend cannot start without this setting.",
      "Set the key named, in the URL or in the configuration."),
  /** A URL that cannot be read. */
  MALFORMED_URL(
      1008,
      Retry.NEVER,
      "A backend URL is a scheme, a colon, and what that backend expects after it.",
      "Write it like memory:, mapdb:./data, redis://host:6379 or jdbc:postgresql://host/database."),
  /** The configuration requires a capability that the backend does not declare. */
  CAPABILITY_REQUIRED(
      1009,
      Retry.NEVER,
      "The configuration asks for a guarantee that this backend, set up like this, cannot give.",
      "Choose a backend or setting that gives it, or lower the requirement."),
  /** The backend's storage cannot be used. */
  STORAGE_UNUSABLE(
      1010,
      Retry.NEVER,
      "The place is missing, is not what the backend expects, or may not be read and written.",
      "Create it, correct the path, or grant the process the rights to read and write it."),
  /** Another process holds the storage. */
  STORAGE_IN_USE(
      1011,
      Retry.SAFE,
      "This storage belongs to one process at a time.",
      "Stop the process named, or give this one a storage of its own."),
  /** A part of Holdfast is not on the class path. */
  MISSING_COMPONENT(
      1012,
      Retry.NEVER,
      "An artifact of Holdfast is missing, or its META-INF/services file was lost in merging jars.",
      "Add the artifact named to the application's dependencies."),
  /** A provider could not be loaded. */
  BROKEN_PROVIDER(
      1013,
      Retry.NEVER,
      "The provider's class is missing, does not load, or failed in its constructor.",
      "Look at the exception below this one; check that all artifacts have the same version."),
  /** A configuration source cannot be read. */
  UNREADABLE_CONFIGURATION(
      1014,
      Retry.NEVER,
      "The file is missing, may not be read, or is not a properties file.",
      "Correct the path or the file."),

  /** The head has another version than the commit expected. */
  VERSION_CONFLICT(
      2001,
      Retry.AFTER_READING_AGAIN,
      "Another writer was first.",
      "Read it again and retry, or use an update operation, which does."),
  /** There is a head where none was expected. */
  HEAD_EXISTS(
      2002,
      Retry.AFTER_READING_AGAIN,
      "Another writer created it first.",
      "Read it and decide again."),
  /** There is no head where one was expected. */
  HEAD_ABSENT(
      2003,
      Retry.AFTER_READING_AGAIN,
      "It was never written, or another writer deleted it.",
      "Read it again; create it first if that is what you want."),
  /** An append does not go above the end of the log. */
  OFFSET_CONFLICT(
      2004,
      Retry.AFTER_READING_AGAIN,
      "Another writer appended first, or an entry is repeated with other content.",
      "Read the log's last offset and append above it."),
  /** A row is not as the commit expected. */
  ROW_CONFLICT(
      2005,
      Retry.AFTER_READING_AGAIN,
      "Another writer changed the row first.",
      "Read the row again and retry."),

  /** The storage cannot be reached; nothing was applied. */
  UNAVAILABLE(
      3001,
      Retry.SAFE,
      "The storage engine is down, unreachable or overloaded.",
      "Check that it runs and can be reached from here, then repeat."),
  /** The deadline passed before anything was sent; nothing was applied. */
  DEADLINE_EXCEEDED(
      3002,
      Retry.SAFE,
      "The storage engine is slow or overloaded, or the time allowed is too short.",
      "Repeat, allow more time (holdfast.timeout), or take load off the engine."),
  /** The calling thread was interrupted; nothing was applied. */
  INTERRUPTED(
      3003,
      Retry.SAFE,
      "Somebody interrupted this thread, as at shutdown.",
      "Stop, or clear the interrupt and repeat."),
  /** A commit was sent and its reply is missing. */
  OUTCOME_UNKNOWN(
      3004,
      Retry.SAME_COMMIT_ONLY,
      "The reply was lost or late; the commit may or may not be stored.",
      "Repeat the same commit: its id makes that safe."),
  /** A commit is repeated so late that its first result is no longer known. */
  COMMIT_EXPIRED(
      3005,
      Retry.NEVER,
      "The commit is older than the time for which results are kept, so it was not applied again.",
      "Read the state to learn whether it was stored, then commit anew."),

  /** A request that breaks a rule. */
  INVALID_REQUEST(
      4001, Retry.NEVER, "The request breaks a rule of the operation.", "Correct the request."),
  /** An id, name or key of the wrong form. */
  INVALID_NAME(
      4002,
      Retry.NEVER,
      "Ids, names and keys are valid Unicode within a stated number of UTF-8 bytes.",
      "Use a shorter or well-formed one."),
  /** Text that is not JSON as Holdfast reads it. */
  INVALID_JSON(
      4003,
      Retry.NEVER,
      "The text is not well-formed JSON, or goes past what Holdfast accepts.",
      "Correct the text at the place named."),
  /** A value that cannot be converted. */
  UNCONVERTIBLE(
      4004,
      Retry.NEVER,
      "The stored value and the Java type do not fit each other.",
      "Correct the type, or register a codec that reads this value."),
  /** A size beyond what the backend takes. */
  LIMIT_EXCEEDED(
      4101,
      Retry.NEVER,
      "Every backend states its limits, and refuses what goes past them before writing anything.",
      "Make it smaller, split it, or choose a backend with a larger limit."),
  /** A guarantee or operation that the backend does not have. */
  UNSUPPORTED(
      4201,
      Retry.NEVER,
      "The backend does not declare this capability.",
      "Ask for less, or choose a backend that declares it."),

  /** Stored data that cannot be right. */
  CORRUPT(
      5001,
      Retry.NEVER,
      "The storage was damaged, or changed by something other than Holdfast.",
      "Restore it from a backup; nothing was repaired or discarded."),
  /** Stored data of a newer format. */
  NEWER_FORMAT(
      5002,
      Retry.NEVER,
      "A newer release of Holdfast wrote it.",
      "Open it with that release or a newer one."),
  /** What a reader held on to has been dropped or replaced. */
  GONE(
      5101,
      Retry.AFTER_READING_AGAIN,
      "It was dropped, deleted or replaced since the reader began.",
      "Start the read again."),

  /** A newer owner has taken over. */
  FENCED(
      6001,
      Retry.NEVER,
      "Another process opened it for writing and is the owner now.",
      "Open it again to take it back, or leave it to the new owner."),
  /** It has been closed. */
  CLOSED(
      6002,
      Retry.NEVER,
      "It is used after close, or while it is being closed.",
      "Open it anew, or stop its users before closing it.");

  private final int number;
  private final Retry retry;
  private final String cause;
  private final String remedy;

  ErrorCode(int number, Retry retry, String cause, String remedy) {
    this.number = number;
    this.retry = retry;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** Returns the code as users see it, for example {@code HF-2001}. */
  public String id() {
    return "HF-" + number;
  }

  /** Returns what the caller may do. */
  public Retry retry() {
    return retry;
  }

  /** Returns the likely cause, one sentence. */
  public String cause() {
    return cause;
  }

  /** Returns the remedy, one sentence. */
  public String remedy() {
    return remedy;
  }
}
