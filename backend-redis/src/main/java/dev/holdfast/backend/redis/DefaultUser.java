package dev.holdfast.backend.redis;

import java.util.List;
import java.util.function.Predicate;

/**
 * The user {@code default}, with whose rights a server from 7.0 on executes what scripts left in
 * its append-only file when it starts again. What that user may not do is left out.
 */
final class DefaultUser {

  static final String NAME = "default";

  /** The rights that are enough. */
  static final String RIGHTS = "~* +@write +select";

  private DefaultUser() {}

  /**
   * Tells whether everything that commits leave in the file would be executed.
   *
   * @param prefix what the store's keys begin with
   * @param may whether the user may do a command
   */
  static boolean mayRepeatCommits(String prefix, Predicate<List<String>> may) {
    String key = prefix + ":";
    return List.of(
            List.of("SELECT", "0"), // From 8.0 on between the writes of one script.
            List.of("HSET", key, "field", "value"),
            List.of("HDEL", key, "field"),
            List.of("ZADD", key, "0", "member"),
            List.of("ZREM", key, "member"),
            List.of("XADD", key, "*", "field", "value"),
            List.of("XTRIM", key, "MAXLEN", "0"),
            List.of("PEXPIREAT", key, "0"),
            List.of("PERSIST", key),
            List.of("UNLINK", key))
        .stream()
        .allMatch(may);
  }
}
