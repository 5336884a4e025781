package dev.holdfast.backend.redis.connection;

/** How the servers belong together; the URL's scheme says it. */
public enum Topology {
  /** One server. */
  STANDALONE,
  /** Sentinels know which server is the primary. */
  SENTINEL,
  /** Several primaries, each with a part of the slots. */
  CLUSTER
}
