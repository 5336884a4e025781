package dev.holdfast.examples.monitor;

import dev.holdfast.examples.machine.Machine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes this machine's state at an interval. */
final class MachineFeed implements Feed {

  private final Machine machine = Machine.here();
  private final Duration every;
  private final Notices notices;
  private final AtomicLong samples = new AtomicLong();

  MachineFeed(Duration every, Notices notices) {
    this.every = every;
    this.notices = notices;
  }

  @Override
  public void begin(Publisher publisher) {
    machine
        .sample()
        .forEach((part, state) -> notices.guard(part, () -> publisher.publish(part, state)));
    samples.incrementAndGet();
  }

  @Override
  public void run(Publisher publisher, Ending ending) {
    while (!ending.await(every)) {
      begin(publisher);
    }
  }

  @Override
  public String summary() {
    return Text.of("Samples taken: %,d.", samples.get());
  }
}
