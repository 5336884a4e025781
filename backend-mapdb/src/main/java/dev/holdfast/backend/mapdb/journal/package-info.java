/**
 * The journal: records in segments, forced in groups, read back after a crash. It knows nothing of
 * what its records mean. Depends on {@code file} alone.
 */
package dev.holdfast.backend.mapdb.journal;
