package dev.holdfast.tck.model;

import dev.holdfast.error.ErrorCode;

/** The model refuses a commit. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  Refusal(ErrorCode code) {
    super(code.name(), null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}
