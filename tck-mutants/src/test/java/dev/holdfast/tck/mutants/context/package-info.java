/**
 * Contexts that break their rules, which the kit must catch: each stands between real contexts and
 * the tests.
 */
@NullMarked
package dev.holdfast.tck.mutants.context;

import org.jspecify.annotations.NullMarked;
