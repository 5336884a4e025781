package dev.holdfast.context;

import dev.holdfast.json.JsonValue;

/** What happened to one key of an object. */
public sealed interface Change {

  /**
   * The key came to be.
   *
   * @param value its value
   */
  record Added(JsonValue value) implements Change {}

  /**
   * The key got another value.
   *
   * @param oldValue the value before
   * @param value the value after
   */
  record Modified(JsonValue oldValue, JsonValue value) implements Change {}

  /**
   * The key went.
   *
   * @param oldValue its value before
   */
  record Removed(JsonValue oldValue) implements Change {}

  /**
   * The key has an object before and after, and something changed inside it.
   *
   * @param delta what changed inside, not empty
   */
  record Nested(Delta delta) implements Change {
    /** Checks that something changed. */
    public Nested {
      if (delta.isEmpty()) {
        throw Refusal.of("A nested delta holds no change.");
      }
    }
  }
}
