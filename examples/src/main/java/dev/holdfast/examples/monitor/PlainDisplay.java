package dev.holdfast.examples.monitor;

import java.io.PrintWriter;

/** One line for each moment. */
final class PlainDisplay implements Display {

  private final PrintWriter out;

  PlainDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Scene scene) {
    Traffic traffic = scene.traffic();
    out.println(
        Text.of(
            "%5.1f s: %d versions of %,d contexts; %,d deltas and %,d full contexts travelled, %s instead of %s (%.1f×); %,d comparisons, %,d differ",
            scene.elapsed().toMillis() / 1000.0,
            scene.versions(),
            scene.contexts(),
            traffic.deltas(),
            traffic.full(),
            Sizes.text(traffic.bytes()),
            Sizes.text(traffic.bytesAsFull()),
            traffic.ratio(),
            scene.comparisons(),
            scene.differing().size()));
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
