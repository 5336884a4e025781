/**
 * A session store with a rate limit, on durable tables: what a web service keeps at its door.
 *
 * <p>Depends on {@code core} alone.
 */
@NullMarked
package dev.holdfast.examples.door;

import org.jspecify.annotations.NullMarked;
