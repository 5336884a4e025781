package dev.holdfast.spi.support;

import dev.holdfast.spi.CommitResult;

/**
 * What a cell remembers of a writer: its newest commit here.
 *
 * <p>It may be forgotten once {@link dev.holdfast.spi.Limits#writerRetention()} has passed since
 * {@link CommitResult#at()}.
 *
 * @param sequence the writer's number for that commit
 * @param result what it did
 */
public record WriterRecord(long sequence, CommitResult result) {}
