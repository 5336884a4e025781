package dev.holdfast.examples.monitor;

import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.context.ContextSync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** One run: publishes, lets viewers follow, shows and checks, and ends with a summary. */
final class Session {

  private static final Duration CLEANUP = Duration.ofMinutes(1);
  private static final Duration LAST_MESSAGES = Duration.ofSeconds(10);

  private final ContextSync contexts;
  private final MonitorSettings settings;
  private final List<Follower> followers;
  private final Feed feed;
  private final Console console;
  private final Notices notices;
  private final ScheduledExecutorService timer;

  @Inject
  Session(
      @Followed ContextSync contexts,
      MonitorSettings settings,
      Followers followers,
      Feed feed,
      Console console,
      Notices notices,
      ScheduledExecutorService timer) {
    this.contexts = contexts;
    this.settings = settings;
    this.followers = followers.all();
    this.feed = feed;
    this.console = console;
    this.notices = notices;
    this.timer = timer;
  }

  /** Runs until {@code ending}; returns whether all went well. */
  boolean run(Ending ending) {
    Publisher publisher = new Publisher(contexts, followers);
    Observer observer = new Observer(followers, publisher, new Check(contexts.store()));
    Production production = new Production(feed, publisher, ending, notices);
    Found found = Found.in(contexts.store());
    console.out().println("Storage " + settings.storage());
    console.out().println(found);
    found.contexts().forEach(context -> publisher.announce(context.id()));
    CleanupSchedule cleanup = contexts.scheduleCleanup(CLEANUP);
    try (cleanup) {
      feed.begin(publisher);
      production.start();
      show(observer, ending);
      production.stop();
      followers.forEach(Follower::catchUp);
      Scene last = observer.settle(LAST_MESSAGES);
      summarise(last);
      return last.isEqual() && !production.hasFailed();
    } finally {
      followers.forEach(Follower::stop);
      timer.shutdownNow();
    }
  }

  private void show(Observer observer, Ending ending) {
    Duration limit = settings.limit();
    long start = System.nanoTime();
    try (Display display = display()) {
      while (!ending.await(next(start, limit))) {
        if (limit != null && System.nanoTime() - start >= limit.toNanos()) {
          return;
        }
        display.show(observer.glance());
      }
    }
  }

  /** Returns how long to wait for the next scene, or for the end if that is sooner. */
  private Duration next(long start, @Nullable Duration limit) {
    Duration every = settings.every();
    Duration left = limit == null ? every : limit.minusNanos(System.nanoTime() - start);
    return left.compareTo(every) < 0 ? left : every;
  }

  private Display display() {
    return settings.live()
        ? new TableDisplay(console.out(), "Holdfast on " + settings.storage())
        : new PlainDisplay(console.out());
  }

  private void summarise(Scene last) {
    Summary.lines(last, feed.summary(), notices.count()).forEach(console.out()::println);
    console.out().flush();
  }
}
