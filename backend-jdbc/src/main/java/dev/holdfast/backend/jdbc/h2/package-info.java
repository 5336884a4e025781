/**
 * Files for H2 that stay open when a thread which uses them is interrupted.
 *
 * <p>Needs H2 itself, so it is touched only where a database of H2 is opened. Depends on no other
 * package of this module.
 */
package dev.holdfast.backend.jdbc.h2;
