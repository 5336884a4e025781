/**
 * The kit's own test: broken backends that it must catch, and odd ones that it must pass.
 *
 * <p>A {@link dev.holdfast.tck.mutants.Mutant} breaks a rule the way a real author would and says
 * which clauses must catch it; the tables of mutants lie in classes by topic. The package depends
 * on the kit and on the plain backend that the mutants vary.
 */
@NullMarked
package dev.holdfast.tck.mutants;

import org.jspecify.annotations.NullMarked;
