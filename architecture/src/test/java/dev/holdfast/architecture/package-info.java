/**
 * Tests about the whole project: who may know whom, and how applications find the backends.
 *
 * <p>May depend on every module; nothing depends on it.
 */
@NullMarked
package dev.holdfast.architecture;

import org.jspecify.annotations.NullMarked;
