package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;

/** Counts levels of nesting: 0 for a scalar, 1 for an empty object or array. */
final class Depth {

  private Depth() {}

  /** Refuses a container that has {@code outer} others around or inside it. */
  static int check(int outer) {
    if (outer >= JsonValue.MAX_DEPTH) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "The value nests deeper than %d levels.".formatted(JsonValue.MAX_DEPTH));
    }
    return outer + 1;
  }

  /** Returns the depth of a container of {@code members}. */
  static int around(JsonValue[] members) {
    int deepest = 0;
    for (JsonValue member : members) {
      deepest = Math.max(deepest, member.depth());
    }
    return check(deepest);
  }

  /**
   * Returns the depth of a container, once {@code depth}, in which {@code added} has taken the
   * place of {@code removed}; looks at all {@code members} only where it must.
   */
  static int afterReplacing(int depth, JsonValue removed, JsonValue added, JsonValue[] members) {
    if (added.depth() + 1 >= depth) {
      return check(added.depth());
    }
    return removed.depth() + 1 < depth ? depth : around(members);
  }
}
