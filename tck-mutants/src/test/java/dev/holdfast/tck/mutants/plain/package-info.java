/**
 * A backend of the simplest kind, which keeps every rule: tree maps, copied for each commit.
 *
 * <p>It is made to be broken. Each decision that an author might take wrongly is a method of {@link
 * dev.holdfast.tck.mutants.plain.PlainBackend} that a mutant overrides; the storage is an object of
 * its own that outlives its instances. The package depends on the SPI.
 */
@NullMarked
package dev.holdfast.tck.mutants.plain;

import org.jspecify.annotations.NullMarked;
