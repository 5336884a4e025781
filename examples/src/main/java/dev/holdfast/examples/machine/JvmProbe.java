package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The Java virtual machine of this program; memory in MiB, times in milliseconds. */
final class JvmProbe implements Probe {

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  @Override
  public JsonObject sample() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return JsonObject.of(
        "version",
        Runtime.version().toString(),
        "heap_used",
        Amounts.mebibytes(heap.getUsed()),
        "heap_committed",
        Amounts.mebibytes(heap.getCommitted()),
        "threads",
        ManagementFactory.getThreadMXBean().getThreadCount(),
        "collections",
        collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
        "collecting_ms",
        collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum());
  }
}
