package dev.holdfast.spi;

/**
 * What a backend, set up as it is, promises beyond the rules that all backends keep.
 *
 * @param durability the strongest level that a commit can ask for
 * @param failover what happens to acknowledged commits when another server takes over
 * @param reach who can work on the storage at the same time
 * @param hints how watchers learn of changes
 */
public record Capabilities(Durability durability, Failover failover, Reach reach, Hints hints) {}
