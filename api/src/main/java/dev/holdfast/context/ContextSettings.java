package dev.holdfast.context;

import dev.holdfast.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ContextSync} works. Immutable: each method returns a changed copy.
 *
 * @param deltaThreshold how many versions behind a client may be and still get deltas, 0 or more
 * @param contextTtl cleanup deletes contexts unchanged for longer than this; {@code null} to keep
 *     them
 * @param deltaTtl cleanup deletes deltas older than this; {@code null} to keep them
 * @param deltasKept cleanup keeps this many deltas of each id, the newest; {@code null} for all
 * @param cachedContexts how many decoded contexts are kept in memory, 0 or more
 * @param exporter takes contexts that are exported; {@code null} if there is none
 * @param restorer gives what is to be restored for an id, empty if it has nothing; {@code null} if
 *     there is none
 */
public record ContextSettings(
    int deltaThreshold,
    @Nullable Duration contextTtl,
    @Nullable Duration deltaTtl,
    @Nullable Long deltasKept,
    int cachedContexts,
    @Nullable Consumer<? super Context> exporter,
    @Nullable Function<? super String, Optional<ContextBackup>> restorer) {

  /** Times to live go up to a thousand years, so that every moment they lead to exists. */
  private static final Duration LONGEST_TTL = Duration.ofDays(365_000);

  /** A threshold of 100 versions, deltas for 24 hours, 1000 contexts cached; contexts stay. */
  public static final ContextSettings DEFAULT =
      new ContextSettings(100, null, Duration.ofHours(24), null, 1000, null, null);

  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if one is out of range
   */
  public ContextSettings {
    notNegative("Delta threshold", deltaThreshold);
    notNegative("Number of cached contexts", cachedContexts);
    positive("Time to live of contexts", contextTtl);
    positive("Time to live of deltas", deltaTtl);
    if (deltasKept != null) {
      notNegative("Number of deltas kept", deltasKept);
    }
  }

  private static void notNegative(String what, long number) {
    if (number < 0) {
      throw Refusal.of("%s is %d; it must be 0 or more.".formatted(what, number));
    }
  }

  private static void positive(String what, @Nullable Duration time) {
    boolean inRange =
        time == null || (!time.isNegative() && !time.isZero() && time.compareTo(LONGEST_TTL) <= 0);
    if (!inRange) {
      throw Refusal.of(
          "%s is %s; it must be above zero, and at most %d days."
              .formatted(what, time, LONGEST_TTL.toDays()));
    }
  }

  /** Returns these settings with another {@link #deltaThreshold}. */
  public ContextSettings withDeltaThreshold(int versions) {
    return new ContextSettings(
        versions, contextTtl, deltaTtl, deltasKept, cachedContexts, exporter, restorer);
  }

  /** Returns these settings with another {@link #contextTtl}. */
  public ContextSettings withContextTtl(@Nullable Duration time) {
    return new ContextSettings(
        deltaThreshold, time, deltaTtl, deltasKept, cachedContexts, exporter, restorer);
  }

  /** Returns these settings with another {@link #deltaTtl}. */
  public ContextSettings withDeltaTtl(@Nullable Duration time) {
    return new ContextSettings(
        deltaThreshold, contextTtl, time, deltasKept, cachedContexts, exporter, restorer);
  }

  /** Returns these settings with another number of {@link #deltasKept}. */
  public ContextSettings withDeltasKept(@Nullable Long count) {
    return new ContextSettings(
        deltaThreshold, contextTtl, deltaTtl, count, cachedContexts, exporter, restorer);
  }

  /** Returns these settings with another number of {@link #cachedContexts}. */
  public ContextSettings withCachedContexts(int count) {
    return new ContextSettings(
        deltaThreshold, contextTtl, deltaTtl, deltasKept, count, exporter, restorer);
  }

  /** Returns these settings with an {@link #exporter}. */
  public ContextSettings withExporter(Consumer<? super Context> target) {
    return new ContextSettings(
        deltaThreshold, contextTtl, deltaTtl, deltasKept, cachedContexts, target, restorer);
  }

  /** Returns these settings with a {@link #restorer}. */
  public ContextSettings withRestorer(Function<? super String, Optional<ContextBackup>> source) {
    return new ContextSettings(
        deltaThreshold, contextTtl, deltaTtl, deltasKept, cachedContexts, exporter, source);
  }
}
