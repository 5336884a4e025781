package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Optional;

/**
 * A form in which deltas travel to clients.
 *
 * <p>For every delta between two states, applying what {@link #encode} gives to the first gives the
 * second (CTX-80). Implementations are thread-safe; applications may add their own.
 */
public interface DeltaFormat {

  /** Returns a short name, as in a media type. */
  String name();

  /**
   * Returns the form of {@code delta}, empty if this format cannot express it, or only in JSON
   * nested deeper than {@link JsonValue#MAX_DEPTH}; then the client is sent the full context,
   * {@link SyncAnswer.Deltas#asFull}.
   */
  Optional<JsonValue> encode(Delta delta);

  /**
   * Applies an encoded delta.
   *
   * @throws dev.holdfast.error.InvalidRequestException if {@code encoded} is not of this format, or
   *     does not fit {@code old}
   */
  JsonObject apply(JsonValue encoded, JsonObject old);

  /**
   * Returns the nested form: {@code {"people":{"ann":{"action":"modified","old_value":1,
   * "value":2}}}}.
   *
   * <p>An object whose {@code action} is a string is a change, any other holds changes by key; so
   * keys called {@code action} are no trouble (CTX-81).
   */
  static DeltaFormat nested() {
    return NestedFormat.INSTANCE;
  }

  /**
   * Returns the flat form: a list such as {@code [{"path":["people","ann"],"action":"removed",
   * "old_value":1}]} (CTX-82).
   */
  static DeltaFormat flatPaths() {
    return FlatPathFormat.INSTANCE;
  }

  /** Returns JSON Patch, RFC 6902: {@code add}, {@code replace} and {@code remove} (CTX-83). */
  static DeltaFormat jsonPatch() {
    return JsonPatchFormat.INSTANCE;
  }

  /**
   * Returns JSON Merge Patch, RFC 7396.
   *
   * <p>It has no way to write a JSON null; a delta that stores one is not expressible (CTX-84).
   */
  static DeltaFormat mergePatch() {
    return MergePatchFormat.INSTANCE;
  }
}
