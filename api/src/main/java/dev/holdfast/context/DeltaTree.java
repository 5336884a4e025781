package dev.holdfast.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects changes by path into a delta; each path may change once. */
final class DeltaTree {

  private final Map<String, DeltaTree> inner = new LinkedHashMap<>();
  private @Nullable Change change;

  void put(List<String> path, Change leaf) {
    if (path.isEmpty()) {
      throw Refusal.of("A change has an empty path; it needs at least one key.");
    }
    DeltaTree node = this;
    for (String key : path) {
      refuseIf(node.change != null, path);
      node = node.inner.computeIfAbsent(key, absent -> new DeltaTree());
    }
    refuseIf(node.change != null || !node.inner.isEmpty(), path);
    node.change = leaf;
  }

  private static void refuseIf(boolean twice, List<String> path) {
    if (twice) {
      throw Refusal.of("Two changes of one delta concern the path " + path + ".");
    }
  }

  Delta toDelta() {
    Map<String, Change> changes = new LinkedHashMap<>();
    inner.forEach((key, node) -> changes.put(key, node.toChange()));
    return Delta.of(changes);
  }

  private Change toChange() {
    Change leaf = change;
    return leaf == null ? new Change.Nested(toDelta()) : leaf;
  }
}
