package dev.holdfast.examples.monitor;

import dev.holdfast.error.HoldfastException;
import java.io.IOException;

/** A feed at work on a thread of its own; when it has no more, the run ends. */
final class Production {

  private final Feed feed;
  private final Publisher publisher;
  private final Ending ending;
  private final Notices notices;
  private volatile boolean failed;

  Production(Feed feed, Publisher publisher, Ending ending, Notices notices) {
    this.feed = feed;
    this.publisher = publisher;
    this.ending = ending;
    this.notices = notices;
  }

  /** Starts it; the thread does not keep the program alive, for it may wait for input for ever. */
  void start() {
    Thread thread = new Thread(this::run, "monitor-feed");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      feed.run(publisher, ending);
    } catch (HoldfastException | IOException e) {
      failed = true;
      notices.add("Publishing stops: " + e.getMessage());
    } finally {
      ending.ask();
    }
  }

  /** Takes nothing more. */
  void stop() {
    publisher.close();
  }

  /** Returns whether it stopped because something could not be read or stored. */
  boolean hasFailed() {
    return failed;
  }
}
