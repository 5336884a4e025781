package dev.holdfast.examples.monitor;

import dev.holdfast.context.ContextSync;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Asks for what is new, again and again. */
final class PollingFollower implements Follower {

  private final ContextSync contexts;
  private final Viewer viewer;
  private final Notices notices;
  private final ScheduledFuture<?> polling;

  PollingFollower(
      ContextSync contexts,
      Viewer viewer,
      Duration every,
      ScheduledExecutorService timer,
      Notices notices) {
    this.contexts = contexts;
    this.viewer = viewer;
    this.notices = notices;
    this.polling =
        timer.scheduleWithFixedDelay(
            this::poll, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Viewer viewer() {
    return viewer;
  }

  @Override
  public void follow(String id) {
    viewer.follow(id);
  }

  /** One call at a time: the timer's, or after its end the last one. */
  private synchronized void poll() {
    for (String id : viewer.ids()) {
      notices.guard(
          viewer.name(), () -> viewer.receive(id, contexts.sync(id, viewer.copy(id).position())));
    }
  }

  @Override
  public void catchUp() {
    polling.cancel(false);
    poll();
  }

  @Override
  public void stop() {
    polling.cancel(false);
  }
}
