package dev.holdfast.examples.monitor;

import dev.holdfast.context.Context;
import dev.holdfast.context.DeltaFormat;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The protocol between server and viewers: one JSON object for each answer.
 *
 * <p>{@code {"at":"12@1f","full":{…}}} replaces what the viewer has, {@code
 * {"at":"12@1f","delta":…}} changes it, {@code {"at":"12@1f"}} leaves it, and {@code {"at":"0"}}
 * says that there is nothing.
 */
final class Wire {

  private static final String AT = "at";
  private static final String FULL = "full";
  private static final String DELTA = "delta";

  private final DeltaFormat format;
  private final UnaryOperator<Bytes> line;

  Wire(DeltaFormat format) {
    this(format, UnaryOperator.identity());
  }

  /** Tests put a {@code line} in between that damages what it carries. */
  Wire(DeltaFormat format, UnaryOperator<Bytes> line) {
    this.format = format;
    this.line = line;
  }

  Message encode(SyncAnswer answer) {
    if (answer instanceof SyncAnswer.FullContext full) {
      return full(full.context());
    }
    if (answer instanceof SyncAnswer.Deltas deltas) {
      return deltas(deltas);
    }
    Bytes bytes = at(answer.position()).toUtf8();
    return new Message(Message.Kind.UNCHANGED, line.apply(bytes), bytes.length());
  }

  private Message full(Context context) {
    Bytes bytes = at(context.position()).with(FULL, context.value()).toUtf8();
    return new Message(Message.Kind.FULL, line.apply(bytes), bytes.length());
  }

  private Message deltas(SyncAnswer.Deltas answer) {
    Message full = full(answer.context());
    Optional<JsonValue> delta = format.encode(answer.delta());
    if (delta.isEmpty()) {
      return full;
    }
    Bytes bytes = at(answer.position()).with(DELTA, delta.get()).toUtf8();
    return new Message(Message.Kind.DELTAS, line.apply(bytes), full.asFull());
  }

  private static JsonObject at(Position position) {
    return JsonObject.of(AT, position.toString());
  }

  /**
   * Returns what a viewer has after a message.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the message cannot be read, or does not
   *     fit what the viewer has
   */
  Copy decode(Bytes message, Copy before) {
    JsonObject json = JsonObject.parse(message);
    Position position = Position.parse(json.string(AT));
    return new Copy(position, value(json, position, before.value()));
  }

  private @Nullable JsonObject value(
      JsonObject json, Position position, @Nullable JsonObject before) {
    JsonValue delta = json.get(DELTA);
    if (delta != null) {
      return format.apply(delta, before == null ? JsonObject.EMPTY : before);
    }
    if (json.has(FULL)) {
      return json.object(FULL);
    }
    return position.equals(Position.NONE) ? null : before;
  }
}
