package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.util.HashSet;
import java.util.Set;

/** The file systems that have room of their own, in MiB. */
final class DiskProbe implements Probe {

  /** One system mounted at several places counts once. */
  private record Identity(String name, long total, long used) {}

  @Override
  public JsonObject sample() {
    Set<Identity> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    JsonObjectBuilder disks = JsonObject.builder();
    for (FileStore store : FileSystems.getDefault().getFileStores()) {
      try {
        long total = Amounts.mebibytes(store.getTotalSpace());
        long used = total - Amounts.mebibytes(store.getUnallocatedSpace());
        boolean counts = total > 0 && seen.add(new Identity(store.name(), total, used));
        if (counts && names.add(store.toString())) {
          disks.put(
              store.toString(),
              JsonObject.of("total", total, "used", used, "percent", Amounts.percent(used, total)));
        }
      } catch (IOException e) {
        // It cannot be looked into by this user, or has just been taken away: leave it out.
      }
    }
    return disks.build();
  }
}
