package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;

/** Reads one part of the machine's state; may compare with what it read before. */
interface Probe {

  /** Returns the state now. */
  JsonObject sample();
}
