package dev.holdfast.spi;

import java.time.Duration;

/**
 * The numbers within which a backend works; {@code core} refuses what goes past them.
 *
 * @param maxValueBytes the largest value of a head, entry or row, in bytes
 * @param maxCommitBytes the most bytes that the keys and values of one commit may add up to
 * @param maxMutations the most mutations and preconditions in one commit, together
 * @param maxPage the most entries, rows, keys or cells asked for in one part or page
 * @param maxReadBytes the most value bytes that one part of a read answers with, unless its first
 *     entry or row alone is larger
 * @param maxTrimEntries the most entries that one commit trims or truncates from one log
 * @param retryHorizon how long after its first attempt a commit may be repeated
 * @param writerRetention how long an idle writer's newest commit is remembered; at least twice
 *     {@code retryHorizon}, so that clocks may differ
 * @param tombstoneRetention how long a deleted cell's floors are kept; at least {@code
 *     writerRetention}
 */
public record Limits(
    int maxValueBytes,
    long maxCommitBytes,
    int maxMutations,
    int maxPage,
    long maxReadBytes,
    int maxTrimEntries,
    Duration retryHorizon,
    Duration writerRetention,
    Duration tombstoneRetention) {

  /** Limits that suit an engine without narrow ones of its own. */
  public static final Limits DEFAULT =
      new Limits(
          16 << 20,
          64L << 20,
          10_000,
          10_000,
          16L << 20,
          1_000,
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(24));

  /** Checks that every number is positive and the times are in order. */
  public Limits {
    Requests.positive("maxValueBytes", maxValueBytes);
    Requests.positive("maxCommitBytes", maxCommitBytes);
    Requests.positive("maxMutations", maxMutations);
    Requests.positive("maxPage", maxPage);
    Requests.positive("maxReadBytes", maxReadBytes);
    Requests.positive("maxTrimEntries", maxTrimEntries);
    Requests.positive("retryHorizon in ms", retryHorizon.toMillis());
    if (writerRetention.compareTo(retryHorizon.multipliedBy(2)) < 0) {
      throw Requests.invalid("writerRetention must be at least twice retryHorizon.");
    }
    if (tombstoneRetention.compareTo(writerRetention) < 0) {
      throw Requests.invalid("tombstoneRetention must be at least writerRetention.");
    }
  }
}
