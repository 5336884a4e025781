package dev.holdfast.context;

/**
 * What a cleanup found and did.
 *
 * @param examined how many ids it looked at
 * @param contextsDeleted how many contexts it deleted, with their deltas
 * @param idsTrimmed how many further ids lost deltas
 */
public record CleanupReport(long examined, long contextsDeleted, long idsTrimmed) {}
