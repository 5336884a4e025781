package dev.holdfast.examples.door;

import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param user who it is
 * @param signedIn when that was
 * @param seen when they were last seen
 */
public record Session(String user, Instant signedIn, Instant seen) {

  /** Returns the session of somebody who was seen again. */
  public Session seenAt(Instant now) {
    return new Session(user, signedIn, now);
  }
}
