package dev.holdfast.examples.monitor;

import java.util.ArrayList;
import java.util.List;

/** One line for each viewer: what travelled to it, and what full contexts would have cost. */
final class ViewerTable {

  private static final String FORMAT = "%-14s %7s %9s %7s %9s %10s %9s %7s";

  private ViewerTable() {}

  static List<String> lines(Scene scene) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Text.of(
            FORMAT, "viewer", "full", "size", "deltas", "size", "travelled", "as full", "saves"));
    scene.rows().forEach(row -> lines.add(line(row.viewer().name(), row.traffic())));
    lines.add(line("all", scene.traffic()));
    return lines;
  }

  private static String line(String name, Traffic traffic) {
    return Text.of(
        FORMAT,
        name,
        Text.of("%,d", traffic.full()),
        Sizes.text(traffic.fullBytes()),
        Text.of("%,d", traffic.deltas()),
        Sizes.text(traffic.deltaBytes()),
        Sizes.text(traffic.bytes()),
        Sizes.text(traffic.bytesAsFull()),
        Text.of("%.1f×", traffic.ratio()));
  }
}
