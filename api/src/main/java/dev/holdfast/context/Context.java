package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import java.time.Instant;

/**
 * A context at one version.
 *
 * @param id its id
 * @param value its value
 * @param version its version, 1 to 2^63−1
 * @param tag tells this history from another one that reached the same version
 * @param insertedAt when this version was stored, whole milliseconds
 */
public record Context(String id, JsonObject value, long version, long tag, Instant insertedAt) {

  /** Returns the position of a client that has this. */
  public Position position() {
    return Position.of(version, tag);
  }
}
