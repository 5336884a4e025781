/**
 * The state of the machine that the program runs on, from the JDK and, where it exists, {@code
 * /proc}.
 *
 * <p>It knows JSON values and nothing else of Holdfast.
 */
package dev.holdfast.examples.machine;
