package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.util.Set;

/** Tells from what the driver throws and what servers refuse what became of a command. */
final class Failures {

  /** Said by the driver before it sends anything. */
  private static final Set<String> NOT_SENT =
      Set.of("Currently not connected. Commands are rejected.", "Connection is closed");

  /** Said by servers that did nothing and will work again by themselves. */
  private static final Set<String> PASSING =
      Set.of("TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "BUSY");

  /**
   * Said by a server in whose cluster a slot is just moving, the second from Redis 8 on; the script
   * has written nothing.
   */
  private static final Set<String> SLOT_MOVES =
      Set.of("attempted to access a non local key", "accessed during rehashing of the slot");

  /** Said before anything was written. */
  private static final Set<String> BEFORE_WRITES =
      Set.of("OOM ", "MISCONF ", "NOREPLICAS ", "NOPERM ", "NOAUTH ", "CROSSSLOT ", "UNKILLABLE ");

  private Failures() {}

  /** Returns the first word of what the server said, for example {@code MOVED}. */
  static String word(RedisCommandExecutionException refusal) {
    String message = message(refusal);
    int end = message.indexOf(' ');
    return end < 0 ? message : message.substring(0, end);
  }

  static boolean isPassing(RedisCommandExecutionException refusal) {
    return PASSING.contains(word(refusal))
        || SLOT_MOVES.stream().anyMatch(message(refusal)::contains);
  }

  /** Tells whether the server is no longer the one to write to. */
  static boolean isDemoted(RedisCommandExecutionException refusal) {
    return word(refusal).equals("READONLY") || message(refusal).contains("READONLY");
  }

  /** Tells whether the connection was lost before the command could be sent. */
  static boolean isUnsent(Throwable failure) {
    return failure instanceof RedisException && NOT_SENT.contains(message(failure));
  }

  /** The server refused for good. */
  static HoldfastException refused(
      String what, Node node, Effect effect, RedisCommandExecutionException refusal) {
    String happened = "%s: Redis at %s says \"%s\".".formatted(what, node, message(refusal));
    if (message(refusal).contains("WRONGTYPE")) {
      return new CorruptException(ErrorCode.CORRUPT, happened, refusal);
    }
    return effect == Effect.COMMIT && !isOfFirstWrite(refusal)
        ? new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, happened, refusal)
        : new UnavailableException(ErrorCode.UNAVAILABLE, happened, refusal);
  }

  /** Redis asks whether it may write before a script's first write, and not again. */
  private static boolean isOfFirstWrite(RedisCommandExecutionException refusal) {
    return BEFORE_WRITES.stream().anyMatch(message(refusal)::contains);
  }

  /** The connection was lost with the command under way. */
  static HoldfastException lost(String what, Node node, Effect effect, Throwable failure) {
    String happened =
        "%s: the connection to Redis at %s was lost: %s.".formatted(what, node, root(failure));
    return effect == Effect.COMMIT
        ? new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, happened, failure)
        : new UnavailableException(ErrorCode.UNAVAILABLE, happened, failure);
  }

  /** No reply came in time. */
  static HoldfastException late(String what, Node node, Effect effect, Throwable failure) {
    String happened = "%s: Redis at %s did not reply in time.".formatted(what, node);
    return effect == Effect.COMMIT
        ? new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, happened, failure)
        : new UnavailableException(ErrorCode.DEADLINE_EXCEEDED, happened, failure);
  }

  static ClosedException closed(String what) {
    return new ClosedException(what + " came to a backend that is closed.");
  }

  /**
   * Returns what lies at the bottom, in a few words and without the driver's class names; what
   * Holdfast itself said of it comes before.
   */
  static String root(Throwable failure) {
    Throwable deepest = failure;
    while (!(deepest instanceof HoldfastException)
        && deepest.getCause() != null
        && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message =
        deepest instanceof HoldfastException said ? sentence(said) : deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  private static String sentence(HoldfastException said) {
    String happened = said.happened();
    return happened.endsWith(".") ? happened.substring(0, happened.length() - 1) : happened;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "" : message;
  }
}
