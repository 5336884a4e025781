package dev.holdfast.examples.monitor;

import java.io.IOException;

/** Where values come from. */
interface Feed {

  /** Publishes what there is at once, before the clock of a run starts. */
  void begin(Publisher publisher);

  /**
   * Publishes until there is nothing more or the run has ended.
   *
   * @throws IOException if the values cannot be read
   * @throws dev.holdfast.error.HoldfastException if they cannot be stored
   */
  void run(Publisher publisher, Ending ending) throws IOException;

  /** Returns what it took and what it did not, for the summary. */
  String summary();
}
