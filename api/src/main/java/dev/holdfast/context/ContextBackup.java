package dev.holdfast.context;

import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;

/**
 * A context as some other system kept it.
 *
 * @param value its value
 * @param version its version then, 0 or more
 */
public record ContextBackup(JsonObject value, long version) {

  /**
   * Checks the version.
   *
   * @throws InvalidRequestException if it is negative
   */
  public ContextBackup {
    if (version < 0) {
      throw Refusal.of("The version restored is " + version + "; it must be 0 or more.");
    }
  }
}
