package dev.holdfast.examples.door;

import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param user who it is
 * @param signedIn when that was
 */
public record Session(String user, Instant signedIn) {}
