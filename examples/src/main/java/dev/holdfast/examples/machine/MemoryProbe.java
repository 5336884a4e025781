package dev.holdfast.examples.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.json.JsonObject;
import java.lang.management.ManagementFactory;

/** Main memory and swap, in MiB. */
final class MemoryProbe implements Probe {

  private static final String FILE = "meminfo";

  private final Proc proc;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  MemoryProbe(Proc proc) {
    this.proc = proc;
  }

  @Override
  public JsonObject sample() {
    long total =
        proc.mebibytes(FILE, "MemTotal")
            .orElseGet(() -> Amounts.mebibytes(system.getTotalMemorySize()));
    // What may be had: free memory, and what the system would give up for those who ask.
    long available =
        proc.mebibytes(FILE, "MemAvailable")
            .orElseGet(() -> Amounts.mebibytes(system.getFreeMemorySize()));
    long swap = Amounts.mebibytes(system.getTotalSwapSpaceSize());
    long swapUsed = swap - Amounts.mebibytes(system.getFreeSwapSpaceSize());
    return JsonObject.of(
        "total", total, "used", total - available, "swap", swap, "swap_used", swapUsed);
  }
}
