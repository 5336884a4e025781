package dev.holdfast.spi;

/** Who can work on one storage at the same time. */
public enum Reach {
  /** The instances of one process. */
  ONE_PROCESS,
  /** Any number of processes, on any number of machines. */
  MANY_PROCESSES
}
