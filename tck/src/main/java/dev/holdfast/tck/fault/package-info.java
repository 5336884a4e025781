/**
 * Connections that fail on purpose, for backends that reach their engine over TCP.
 *
 * <p>Knows nothing of the rest of the kit; backends' own tests may use it too.
 */
@NullMarked
package dev.holdfast.tck.fault;

import org.jspecify.annotations.NullMarked;
