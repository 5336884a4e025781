/**
 * Cells on the heap of one process.
 *
 * <p>A cell is a lock for its writers and one reference to an immutable state: readers follow the
 * reference and take no lock, a commit builds the next state and swings it. The rules of a commit
 * are {@code CommitEvaluator}'s. The package depends on the SPI and on persistent collections;
 * applications need only the URL, tests may make a {@link
 * dev.holdfast.backend.memory.MemoryBackend} themselves.
 */
package dev.holdfast.backend.memory;
