/** Durable tables that break a rule, which the kit must catch. */
@NullMarked
package dev.holdfast.tck.mutants.durable;

import org.jspecify.annotations.NullMarked;
