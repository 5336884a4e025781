package dev.holdfast.spi;

/** What happens to acknowledged commits when another server takes over; later ones are weaker. */
public enum Failover {
  /** All stay: a server takes over only with every acknowledged commit. */
  LOSSLESS,
  /** No server takes over; after an outage the same one comes back with its own data. */
  NONE,
  /** The newest acknowledged commits may be lost; readers detect it by {@link Revision#tag()}. */
  MAY_LOSE_COMMITS
}
