/**
 * The suites about contexts, one topic each, over whatever backend is tested.
 *
 * <p>They know the contexts' API and open {@link dev.holdfast.Holdfast} as applications do; nothing
 * here knows how contexts are kept.
 */
@NullMarked
package dev.holdfast.tck.context;

import org.jspecify.annotations.NullMarked;
