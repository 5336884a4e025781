package dev.holdfast.examples.monitor;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Watches for a while, goes away, and comes back with the position it had. */
final class RoamingFollower implements Follower {

  private final WatchingFollower watching;
  private final ScheduledFuture<?> moving;
  private boolean away;

  RoamingFollower(WatchingFollower watching, Duration every, ScheduledExecutorService timer) {
    this.watching = watching;
    this.moving =
        timer.scheduleAtFixedRate(
            this::move, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Viewer viewer() {
    return watching.viewer();
  }

  /** Goes away, or comes back. */
  synchronized void move() {
    if (away) {
      watching.connect();
    } else {
      watching.disconnect();
    }
    away = !away;
  }

  @Override
  public synchronized void follow(String id) {
    if (away) {
      viewer().follow(id);
    } else {
      watching.follow(id);
    }
  }

  @Override
  public synchronized void catchUp() {
    moving.cancel(false);
    away = false;
    watching.connect();
  }

  @Override
  public void stop() {
    moving.cancel(false);
    watching.stop();
  }
}
