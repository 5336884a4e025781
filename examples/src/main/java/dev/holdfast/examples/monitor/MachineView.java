package dev.holdfast.examples.monitor;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The machine's state in lines, as far as a viewer has it. */
final class MachineView {

  private static final int DISKS = 2;
  private static final int PROCESSES = 6;

  private final Viewer viewer;
  private final List<String> lines = new ArrayList<>();

  private MachineView(Viewer viewer) {
    this.viewer = viewer;
  }

  static List<String> lines(Viewer viewer) {
    MachineView view = new MachineView(viewer);
    view.add("host", "%s (%s)  %s cores  load %s", "name", "system", "cores", "load");
    view.add("cpu", "%s %%  cores %s", "total", "cores");
    view.add("memory", "%s of %s MiB used, swap %s of %s", "used", "total", "swap_used", "swap");
    view.add(
        "jvm",
        "%s, heap %s of %s MiB, %s threads, %s collections",
        "version",
        "heap_used",
        "heap_committed",
        "threads",
        "collections");
    view.addMost("disks", DISKS, "%5s %% of %s MiB used", "percent", "total");
    view.addMost("processes", PROCESSES, "%5s %%  %6s MiB  %s", "cpu", "memory", "name");
    return view.lines;
  }

  private void add(String part, String format, String... keys) {
    JsonObject state = viewer.copy(part).value();
    if (state != null) {
      lines.add(Text.of("%-10s %s", part, fill(format, state, keys)));
    }
  }

  /** Adds a line for each of those members that have the most in the first key. */
  private void addMost(String part, int most, String format, String... keys) {
    JsonObject state = viewer.copy(part).value();
    if (state == null) {
      return;
    }
    state.keys().stream()
        .sorted(Comparator.comparing((String key) -> number(state, key, keys[0])).reversed())
        .limit(most)
        .forEach(
            key ->
                lines.add(
                    Text.of("%-10s %-16s %s", part, key, fill(format, state.object(key), keys))));
  }

  private static BigDecimal number(JsonObject state, String key, String number) {
    return state.object(key).decimal(number);
  }

  private static String fill(String format, JsonObject state, String... keys) {
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = text(state.get(keys[i]));
    }
    return Text.of(format, values);
  }

  private static String text(@Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object.asMap().values().stream()
          .map(MachineView::text)
          .collect(Collectors.joining(" "));
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    return value == null ? "-" : value.toString();
  }
}
