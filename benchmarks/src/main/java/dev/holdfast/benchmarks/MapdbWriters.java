package dev.holdfast.benchmarks;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Commits to the MapDB backend: compare-and-set, repeatable, readable at once. */
final class MapdbWriters implements DurableWriters {

  private static final LogRef LOG = new LogRef("deltas");

  private final CollectionRef cells = new CollectionRef("benchmark", "rooms");
  private final UUID writerId = UUID.randomUUID();
  private final Backend backend;

  MapdbWriters(Path directory) {
    String url = "mapdb:" + directory.resolve("store");
    this.backend = BackendDiscovery.find().open(HoldfastConfig.of(url)).backend();
  }

  @Override
  public void commit(int writer, long version, Bytes head, Bytes entry) {
    CellRef cell = cells.cell("room:" + writer);
    Precondition unchanged =
        version == 1 ? new Precondition.HeadAbsent() : new Precondition.HeadVersion(version - 1);
    Commit commit =
        new Commit(
            new CommitId(writerId, version, Instant.ofEpochMilli(System.currentTimeMillis())),
            List.of(unchanged),
            List.of(
                new Mutation.PutHead(version, head),
                new Mutation.Append(LOG, new Offset(version, 0), entry)),
            null);
    backend.commit(cell, commit, Deadline.after(Duration.ofSeconds(5)));
  }

  @Override
  public void close() {
    backend.close();
  }
}
