package dev.holdfast.context;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;

/** Words the refusal of requests. */
final class Refusal {

  private Refusal() {}

  static InvalidRequestException of(String happened) {
    return new InvalidRequestException(ErrorCode.INVALID_REQUEST, happened);
  }
}
