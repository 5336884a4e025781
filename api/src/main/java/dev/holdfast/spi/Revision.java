package dev.holdfast.spi;

/**
 * Names one state of a head beyond doubt: its version, and the tag that its commit drew.
 *
 * <p>Versions alone do not tell two histories apart: after a failover that lost commits, another
 * writer may reach the same version with other content. Tags are random, so its tag differs.
 *
 * @param version the version, 1 to 2^63−1
 * @param tag eight random bytes, new with each commit that writes the head
 */
public record Revision(long version, long tag) {

  @Override
  public String toString() {
    return version + "@" + Long.toHexString(tag);
  }
}
