package dev.holdfast.core.context;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;

/** Words conflicts in terms of contexts. */
final class ContextConflicts {

  private ContextConflicts() {}

  static ConflictException version(String id, String expected, long actual) {
    return new ConflictException(
        ErrorCode.VERSION_CONFLICT,
        "Context \"%s\" is at version %d, expected %s.".formatted(id, actual, expected),
        expected,
        Long.toString(actual));
  }

  static ConflictException absent(String id, String expected) {
    return new ConflictException(
        ErrorCode.HEAD_ABSENT,
        "Context \"%s\" does not exist, expected %s.".formatted(id, expected),
        expected,
        "absent");
  }

  static ConflictException staleSet(String id, long version, ConflictException cause) {
    return new ConflictException(
        ErrorCode.VERSION_CONFLICT,
        "Context \"%s\" is, or was, at version %s; version %d cannot be stored any more."
            .formatted(id, cause.actual(), version),
        "below " + version,
        cause.actual(),
        cause);
  }

  static ConflictException staleDelta(String id, long version, ConflictException cause) {
    return new ConflictException(
        ErrorCode.OFFSET_CONFLICT,
        "The deltas of context \"%s\" have come to %s; delta %d cannot be stored any more."
            .formatted(id, cause.actual(), version),
        "below " + version,
        cause.actual(),
        cause);
  }
}
