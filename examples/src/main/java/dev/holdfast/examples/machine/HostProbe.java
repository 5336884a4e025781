package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;

/** The machine's name, its system, and the load averages where the system keeps them. */
final class HostProbe implements Probe {

  private final Proc proc;
  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final String name;

  HostProbe(Proc proc) {
    this.proc = proc;
    this.name =
        proc.firstLine("sys/kernel/hostname")
            .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
            .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
            .orElse("this machine");
  }

  @Override
  public JsonObject sample() {
    return JsonObject.of(
        "name",
        name,
        "system",
        "%s %s, %s".formatted(system.getName(), system.getVersion(), system.getArch()),
        "cores",
        system.getAvailableProcessors(),
        "load",
        load());
  }

  private JsonObject load() {
    String[] averages =
        proc.firstLine("loadavg").map(line -> line.split(" ")).orElse(new String[0]);
    JsonObjectBuilder load = JsonObject.builder();
    if (averages.length >= 3) {
      load.put("1min", Amounts.rounded(Double.parseDouble(averages[0]), 2));
      load.put("5min", Amounts.rounded(Double.parseDouble(averages[1]), 2));
      load.put("15min", Amounts.rounded(Double.parseDouble(averages[2]), 2));
    } else if (system.getSystemLoadAverage() >= 0) {
      load.put("1min", Amounts.rounded(system.getSystemLoadAverage(), 2));
    }
    return load.build();
  }
}
