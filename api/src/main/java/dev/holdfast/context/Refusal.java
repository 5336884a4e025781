package dev.holdfast.context;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonValue;
import java.util.Optional;
import java.util.function.Supplier;

/** Words the refusal of requests. */
final class Refusal {

  private Refusal() {}

  static InvalidRequestException of(String happened) {
    return new InvalidRequestException(ErrorCode.INVALID_REQUEST, happened);
  }

  /** Returns a form of a delta, empty where JSON refuses it: it nests deeper than what it tells. */
  static Optional<JsonValue> unlessTooDeep(Supplier<? extends JsonValue> form) {
    try {
      return Optional.of(form.get());
    } catch (InvalidRequestException e) {
      if (e.code() == ErrorCode.INVALID_JSON) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
