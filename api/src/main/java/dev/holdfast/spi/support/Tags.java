package dev.holdfast.spi.support;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws the tags of heads: 64-bit numbers that no other source draws, but by chance.
 *
 * <p>A secure random start, then a Weyl sequence through a bijective mixer: one source never draws
 * a number twice. Thread-safe and free of locks.
 */
public final class Tags {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final AtomicLong state = new AtomicLong(new SecureRandom().nextLong());

  /** Makes a source with a start of its own. */
  public Tags() {}

  /** Returns the next tag; any 64-bit number. */
  public long next() {
    long mixed = state.addAndGet(STEP);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
