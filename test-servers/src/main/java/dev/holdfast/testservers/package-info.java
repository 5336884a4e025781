/**
 * Real engines for tests: given by a URL, in containers, or embedded; each started once, on first
 * use, and gone with the JVM.
 *
 * <p>For the tests of every module; knows nothing of Holdfast.
 */
@NullMarked
package dev.holdfast.testservers;

import org.jspecify.annotations.NullMarked;
