package dev.holdfast.examples.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How busy the processor is: each core where {@code /proc} tells, else all of it together. */
final class CpuProbe implements Probe {

  /** Clock ticks since the machine started. */
  private record Ticks(long busy, long all) {

    static final Ticks NONE = new Ticks(0, 0);

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /** Reads the columns behind the name: user, nice, system, idle, waiting, and so on. */
    static Ticks of(String[] columns) {
      // Behind the eighth column stands time that the first two contain already.
      long[] ticks =
          Arrays.stream(columns, 1, Math.min(columns.length, 9))
              .mapToLong(Long::parseLong)
              .toArray();
      long all = Arrays.stream(ticks).sum();
      return new Ticks(all - ticks[IDLE] - ticks[WAITING], all);
    }
  }

  private final Proc proc;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, Ticks> before = new HashMap<>();

  CpuProbe(Proc proc) {
    this.proc = proc;
  }

  @Override
  public JsonObject sample() {
    JsonObjectBuilder cores = JsonObject.builder();
    JsonObjectBuilder state = JsonObject.builder();
    boolean known = false;
    for (String line : proc.lines("stat")) {
      String[] columns = line.split(" +");
      if (columns[0].equals("cpu")) {
        state.put("total", load(columns));
        known = true;
      } else if (columns[0].startsWith("cpu")) {
        cores.put(columns[0].substring("cpu".length()), load(columns));
      }
    }
    if (!known) {
      state.put("total", Amounts.percent(Math.max(0, system.getCpuLoad())));
    }
    return state.put("cores", cores.build()).build();
  }

  private Object load(String[] columns) {
    Ticks now = Ticks.of(columns);
    Ticks then = before.getOrDefault(columns[0], Ticks.NONE);
    before.put(columns[0], now);
    return Amounts.percent(Math.max(0, now.busy - then.busy), now.all - then.all);
  }
}
