/** The page that lists all mutants; it knows every kind of them. */
@NullMarked
package dev.holdfast.tck.mutants.page;

import org.jspecify.annotations.NullMarked;
