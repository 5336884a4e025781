package dev.holdfast.examples.monitor;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Position;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares what viewers have with what is stored.
 *
 * <p>A viewer that is at the stored position must have the stored value; one that is elsewhere is
 * behind, which is no fault while values are being published. Not thread-safe.
 */
final class Check {

  private final ContextStore stored;
  private final SortedSet<String> differing = new TreeSet<>();
  private long comparisons;

  Check(ContextStore stored) {
    this.stored = stored;
  }

  /** Compares these contexts; returns in how many of them the viewer is behind. */
  long compare(Viewer viewer, Collection<String> ids) {
    long behind = 0;
    for (String id : ids) {
      Optional<Context> context = stored.get(id);
      Copy copy = viewer.copy(id);
      if (!copy.position().equals(context.map(Context::position).orElse(Position.NONE))) {
        behind++;
        continue;
      }
      comparisons++;
      if (!Objects.equals(copy.value(), context.map(Context::value).orElse(null))) {
        differing.add(Text.of("\"%s\" of \"%s\" at %s", id, viewer.name(), copy.position()));
      }
    }
    return behind;
  }

  /** Returns how many values were compared. */
  long comparisons() {
    return comparisons;
  }

  /** Returns the values that were not as stored. */
  SortedSet<String> differing() {
    return differing;
  }
}
