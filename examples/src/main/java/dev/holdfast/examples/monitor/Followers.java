package dev.holdfast.examples.monitor;

import dev.holdfast.context.ContextSync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The viewers of a run, each followed up in another way. */
final class Followers {

  private static final int SLOW = 5;
  private static final int MOVES = 3;

  private final List<Follower> all;

  @Inject
  Followers(
      @Followed ContextSync contexts,
      MonitorSettings settings,
      Wire wire,
      ScheduledExecutorService timer,
      Notices notices) {
    Duration every = settings.every();
    WatchingFollower roaming =
        new WatchingFollower(contexts, new Viewer("comes and goes", wire), notices);
    this.all =
        List.of(
            new WatchingFollower(contexts, new Viewer("watching", wire), notices),
            new PollingFollower(contexts, new Viewer("polling", wire), every, timer, notices),
            new PollingFollower(
                contexts,
                new Viewer("polling slowly", wire),
                every.multipliedBy(SLOW),
                timer,
                notices),
            new RoamingFollower(roaming, every.multipliedBy(MOVES), timer));
  }

  List<Follower> all() {
    return all;
  }
}
