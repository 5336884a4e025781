package dev.holdfast.examples.monitor;

import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is in the storage before a run.
 *
 * @param contexts the contexts
 */
record Found(List<Entry> contexts) {

  private static final int SHOWN = 10;

  /**
   * One context.
   *
   * @param id its id
   * @param version its version
   * @param deltas how many deltas lead up to it
   */
  record Entry(String id, long version, long deltas) {}

  static Found in(ContextStore store) {
    Map<String, Long> deltas = new HashMap<>();
    forEach(store::listWithDeltaCounts, count -> deltas.put(count.id(), count.count()));
    List<Entry> entries = new ArrayList<>();
    forEach(
        store::list,
        context ->
            entries.add(
                new Entry(context.id(), context.version(), deltas.getOrDefault(context.id(), 0L))));
    return new Found(entries);
  }

  private static <T> void forEach(Function<ContextQuery, Page<T>> list, Consumer<T> action) {
    Page<T> page = list.apply(ContextQuery.all());
    page.items().forEach(action);
    while (page.cursor() != null) {
      page = list.apply(ContextQuery.all().from(page.cursor()));
      page.items().forEach(action);
    }
  }

  @Override
  public String toString() {
    if (contexts.isEmpty()) {
      return "Found nothing yet.";
    }
    long deltas = contexts.stream().mapToLong(Entry::deltas).sum();
    String some =
        contexts.stream()
            .limit(SHOWN)
            .map(entry -> Text.of("%s at version %d", entry.id(), entry.version()))
            .collect(Collectors.joining(", "));
    String more = contexts.size() > SHOWN ? Text.of(" and %,d more", contexts.size() - SHOWN) : "";
    return Text.of("Found %,d contexts with %d deltas: %s%s.", contexts.size(), deltas, some, more);
  }
}
