package dev.holdfast.durable;

/**
 * How a table stands.
 *
 * @param size the number of keys
 * @param dirty the number of keys whose value in memory is not stored yet
 * @param logLength the number of changes that a restart would read
 * @param badness how many of them are superfluous: {@code max(0, logLength - size)}
 * @param compactions how often the log was folded since the table was opened
 * @param epoch how often the table has changed its owner, the current one included
 * @param pendingBytes the bytes of changes that wait to be stored
 */
public record TableStats(
    long size,
    long dirty,
    long logLength,
    long badness,
    long compactions,
    long epoch,
    long pendingBytes) {}
