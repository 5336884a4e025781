package dev.holdfast.backend.redis.read;

import dev.holdfast.value.Bytes;

/** Fields of a cell's hash that every cell may have. */
final class Fields {

  /** The cell's record. */
  static final Bytes CELL = Bytes.utf8("c");

  /** The head's value. */
  static final Bytes VALUE = Bytes.utf8("v");

  private Fields() {}
}
