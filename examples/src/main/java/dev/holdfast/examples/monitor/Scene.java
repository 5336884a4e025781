package dev.holdfast.examples.monitor;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/**
 * What there is to see at one moment.
 *
 * @param elapsed the time since the start
 * @param contexts how many contexts are followed
 * @param versions how many versions were published
 * @param rows one for each viewer
 * @param comparisons how many values of viewers were compared with the stored ones
 * @param differing the values that were not as stored
 */
record Scene(
    Duration elapsed,
    int contexts,
    long versions,
    List<Row> rows,
    long comparisons,
    SortedSet<String> differing) {

  /**
   * A viewer.
   *
   * @param viewer the viewer
   * @param traffic what travelled to it
   * @param behind in how many contexts it is behind
   */
  record Row(Viewer viewer, Traffic traffic, long behind) {}

  /** Returns what travelled to all viewers. */
  Traffic traffic() {
    return rows.stream().map(Row::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  /** Returns whether a viewer is not at the stored version of each context. */
  boolean isBehind() {
    return rows.stream().anyMatch(row -> row.behind() > 0);
  }

  /** Returns whether every viewer has what is stored, all of it, and always had. */
  boolean isEqual() {
    return differing.isEmpty() && !isBehind();
  }
}
