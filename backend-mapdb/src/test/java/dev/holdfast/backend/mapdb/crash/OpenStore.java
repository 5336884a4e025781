package dev.holdfast.backend.mapdb.crash;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.store.Store;
import dev.holdfast.backend.mapdb.store.StoreSettings;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.support.CommitEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A store as small as it can be, so that checkpoints and merges come often. */
public final class OpenStore implements Ledger.Cells, AutoCloseable {

  /** Where a store in memory believes to be. */
  public static final Path NOWHERE = Path.of("nowhere");

  /** Checkpoints every few dozen commits, segments of a few. */
  public static final StoreSettings TINY = new StoreSettings(30_000, 8_000, Duration.ofHours(24));

  private final Store store;
  private final CommitEvaluator evaluator =
      new CommitEvaluator(InstantSource.system(), Limits.DEFAULT);

  /** Opens a store. */
  public OpenStore(FileLayer files, Path directory, StoreSettings settings) throws IOException {
    this.store = Store.open(files, directory, settings, InstantSource.system(), "test");
  }

  /** Returns the store itself. */
  public Store store() {
    return store;
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit) {
    return store.commit(cell, commit, evaluator, Deadline.after(Duration.ofSeconds(60)));
  }

  @Override
  public CellAnswer read(CellRead read) {
    return store.read(List.of(read)).get(0);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
