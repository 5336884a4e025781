package dev.holdfast.spi;

/**
 * The answer to one {@link Part} of a read.
 *
 * <p>A log or map that was never written, was dropped, or is of another incarnation than the reader
 * began with is <em>absent</em>, never "empty": readers that hold on to it must notice.
 */
public sealed interface PartAnswer
    permits HeadAnswer, LogAnswer, LogStats, RowsAnswer, RowPage, MapStats {}
