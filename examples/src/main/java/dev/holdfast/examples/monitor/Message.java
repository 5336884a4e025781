package dev.holdfast.examples.monitor;

import dev.holdfast.value.Bytes;

/**
 * A message to a viewer.
 *
 * @param kind what it holds
 * @param bytes the message as it travels
 * @param asFull how many bytes it would have with the full context in it
 */
record Message(Kind kind, Bytes bytes, long asFull) {

  enum Kind {
    FULL,
    DELTAS,
    UNCHANGED
  }
}
