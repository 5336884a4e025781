package dev.holdfast.examples.monitor;

import dev.holdfast.context.Position;
import dev.holdfast.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer has of one context.
 *
 * @param position where it is in the context's history
 * @param value the value there; {@code null} if there is none
 */
record Copy(Position position, @Nullable JsonObject value) {

  static final Copy NOTHING = new Copy(Position.NONE, null);
}
