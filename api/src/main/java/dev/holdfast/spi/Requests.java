package dev.holdfast.spi;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;

/** Checks the numbers of a request, when it is made. */
final class Requests {

  private Requests() {}

  static void positive(String what, long number) {
    if (number < 1) {
      throw invalid("%s is %d; it must be 1 or more.".formatted(what, number));
    }
  }

  static void notNegative(String what, long number) {
    if (number < 0) {
      throw invalid("%s is %d; it must be 0 or more.".formatted(what, number));
    }
  }

  static void holdsEntry(Offset offset) {
    if (!offset.canHoldEntry()) {
      throw invalid("Offset " + offset + " bounds ranges; no entry can stand there.");
    }
  }

  static InvalidRequestException invalid(String happened) {
    return new InvalidRequestException(ErrorCode.INVALID_REQUEST, happened);
  }
}
