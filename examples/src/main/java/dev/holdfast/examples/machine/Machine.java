package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** This machine's state, in parts. Not thread-safe: rates are measured from call to call. */
public final class Machine {

  private final Map<String, Probe> probes = new LinkedHashMap<>();

  Machine(Proc proc) {
    probes.put("host", new HostProbe(proc));
    probes.put("cpu", new CpuProbe(proc));
    probes.put("memory", new MemoryProbe(proc));
    probes.put("disks", new DiskProbe());
    probes.put("processes", new ProcessProbe(proc));
    probes.put("jvm", new JvmProbe());
  }

  /** Returns the machine that this program runs on. */
  public static Machine here() {
    return new Machine(new Proc(Path.of("/proc")));
  }

  /**
   * Returns the state now, part by part: {@code host}, {@code cpu}, {@code memory}, {@code disks},
   * {@code processes}, {@code jvm}.
   *
   * <p>Sizes are in MiB, loads in percent.
   */
  public Map<String, JsonObject> sample() {
    Map<String, JsonObject> state = new LinkedHashMap<>();
    probes.forEach((part, probe) -> state.put(part, probe.sample()));
    return state;
  }
}
