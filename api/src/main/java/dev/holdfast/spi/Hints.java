package dev.holdfast.spi;

/** How a watcher learns of changes. */
public enum Hints {
  /** The backend asks the engine at intervals. */
  POLLED,
  /** The engine tells of each change, within milliseconds. */
  PUSHED
}
