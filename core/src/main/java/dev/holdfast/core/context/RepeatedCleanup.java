package dev.holdfast.core.context;

import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a cleanup at an interval; two never overlap, and one that fails is tried again next time.
 *
 * <p>Thread-safe; no lock is held while it cleans up.
 */
final class RepeatedCleanup implements CleanupSchedule {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedCleanup.class);

  private static final Duration LONGEST = Duration.ofDays(10_000); // nanoseconds fit into a long

  /** Runs something later, on a thread that may take its time. */
  interface Alarm {
    /** Runs {@code action} after so many nanoseconds; the result cancels it. */
    Runnable after(long nanos, Runnable action);
  }

  private final Runnable cleanup;
  private final Alarm alarm;
  private final LongSupplier nanoTime;
  private Duration interval;
  private long lastBegin;
  private boolean running;
  private boolean closed;
  private @Nullable Runnable cancelNext;

  RepeatedCleanup(Runnable cleanup, Duration interval, Alarm alarm, LongSupplier nanoTime) {
    this.cleanup = cleanup;
    this.alarm = alarm;
    this.nanoTime = nanoTime;
    this.interval = positive(interval);
    this.lastBegin = nanoTime.getAsLong();
  }

  RepeatedCleanup start() {
    arm();
    return this;
  }

  private static Duration positive(Duration interval) {
    if (interval.isNegative() || interval.isZero() || interval.compareTo(LONGEST) > 0) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "The interval of the cleanup is %s; it must be above zero, and at most %d days."
              .formatted(interval, LONGEST.toDays()));
    }
    return interval;
  }

  @Override
  public synchronized Duration interval() {
    return interval;
  }

  @Override
  public synchronized void setInterval(Duration interval) {
    this.interval = positive(interval);
    arm();
  }

  @Override
  public synchronized void close() {
    closed = true;
    arm();
  }

  /** Replaces what was due by what is due now. */
  private synchronized void arm() {
    if (cancelNext != null) {
      cancelNext.run();
      cancelNext = null;
    }
    if (!closed && !running) {
      long passed = nanoTime.getAsLong() - lastBegin;
      cancelNext = alarm.after(Math.max(0, interval.toNanos() - passed), this::run);
    }
  }

  private synchronized boolean begin() {
    if (closed || running) {
      return false;
    }
    running = true;
    lastBegin = nanoTime.getAsLong();
    return true;
  }

  private synchronized void end() {
    running = false;
    arm();
  }

  private void run() {
    if (!begin()) {
      return;
    }
    try {
      cleanup.run();
    } catch (ClosedException e) {
      close();
    } catch (RuntimeException e) {
      LOG.warn("The cleanup of contexts failed; the next one is due in {}.", interval(), e);
    } finally {
      end();
    }
  }
}
