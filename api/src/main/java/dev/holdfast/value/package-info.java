/**
 * Values that every part of Holdfast passes around: immutable byte strings.
 *
 * <p>Everything may depend on this package; it depends on nothing but the JDK.
 */
package dev.holdfast.value;
