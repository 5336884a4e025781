package dev.holdfast.context;

/**
 * What a write did.
 *
 * @param context the context right after this write, before any later one
 * @param delta what this write changed; empty if it changed nothing, and then nothing was stored
 */
public record ContextChange(Context context, Delta delta) {}
