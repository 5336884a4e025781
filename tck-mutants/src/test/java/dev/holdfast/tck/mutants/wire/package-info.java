/** A backend whose engine is reached over TCP, for what breaks where connections fail. */
@NullMarked
package dev.holdfast.tck.mutants.wire;

import org.jspecify.annotations.NullMarked;
