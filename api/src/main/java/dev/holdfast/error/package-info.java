/**
 * The errors of Holdfast: few types, one stable code each, with cause and remedy.
 *
 * <p>Everything may depend on this package; it depends on nothing but the JDK. No exception of a
 * driver or library leaves Holdfast unwrapped.
 */
package dev.holdfast.error;
