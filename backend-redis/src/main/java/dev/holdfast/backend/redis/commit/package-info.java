/**
 * Commits: how they are put to the script, and what its answers mean.
 *
 * <p>The rules are in the script, {@code steps.lua} and its neighbours. Depends on {@code
 * connection}, {@code key}, {@code record}, {@code script} and {@code listing}, for the index.
 */
package dev.holdfast.backend.redis.commit;
