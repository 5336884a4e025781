/**
 * What an instance remembers of the database to save round trips: the numbers of collections, which
 * never change, and what cells were when last seen, which is proved before it counts.
 *
 * <p>Depends on {@code cell}, {@code dialect} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.known;
