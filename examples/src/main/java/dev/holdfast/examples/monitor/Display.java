package dev.holdfast.examples.monitor;

/** Where a run is shown. */
interface Display extends AutoCloseable {

  /** Shows what is to be seen now. */
  void show(Scene scene);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
