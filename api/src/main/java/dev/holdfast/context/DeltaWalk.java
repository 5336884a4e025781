package dev.holdfast.context;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Visits the changes of a delta that are not nested, each with its path. */
final class DeltaWalk {

  private final BiConsumer<List<String>, Change> visitor;
  private final List<String> path = new ArrayList<>();

  private DeltaWalk(BiConsumer<List<String>, Change> visitor) {
    this.visitor = visitor;
  }

  /** The path that {@code visitor} is given is valid during the call only. */
  static void leaves(Delta delta, BiConsumer<List<String>, Change> visitor) {
    new DeltaWalk(visitor).walk(delta);
  }

  private void walk(Delta delta) {
    delta
        .changes()
        .forEach(
            (key, change) -> {
              path.add(key);
              if (change instanceof Change.Nested nested) {
                walk(nested.delta());
              } else {
                visitor.accept(path, change);
              }
              path.remove(path.size() - 1);
            });
  }
}
