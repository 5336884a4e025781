package dev.holdfast.examples.monitor;

import java.util.ArrayList;
import java.util.List;

/** The last words of a run. */
final class Summary {

  private Summary() {}

  static List<String> lines(Scene scene, String feed, long notices) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        Text.of(
            "%s New versions stored: %,d. Contexts followed: %,d.",
            feed, scene.versions(), scene.contexts()));
    lines.add("");
    lines.addAll(ViewerTable.lines(scene));
    lines.add("");
    if (notices > 0) {
      lines.add(Text.of("Notices above: %,d.", notices));
    }
    lines.addAll(verdict(scene));
    return lines;
  }

  private static List<String> verdict(Scene scene) {
    List<String> lines = new ArrayList<>();
    if (scene.isEqual()) {
      lines.add(
          Text.of(
              "All %d viewers have what the server has: %,d comparisons, none differs.",
              scene.rows().size(), scene.comparisons()));
    }
    scene.differing().forEach(value -> lines.add("DIFFERS: " + value + " is not as stored."));
    scene.rows().stream()
        .filter(row -> row.behind() > 0)
        .map(row -> Text.of("BEHIND: \"%s\" in %,d contexts.", row.viewer().name(), row.behind()))
        .forEach(lines::add);
    return lines;
  }
}
