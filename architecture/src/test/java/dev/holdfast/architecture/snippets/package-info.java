/** The code that the documentation shows, compiled and run, and compared with what it shows. */
@NullMarked
package dev.holdfast.architecture.snippets;

import org.jspecify.annotations.NullMarked;
