package dev.holdfast.spi;

/** How much a commit survives, once it is acknowledged; each level includes those before it. */
public enum Durability {
  /** Every reader sees it. It may be gone when the process or the engine stops. */
  APPLIED,
  /** It survives the sudden death of the process that stores it, but perhaps not of the machine. */
  PROCESS,
  /** It was forced to storage before the reply: it survives the loss of power. */
  SYNCED
}
