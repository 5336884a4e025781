package dev.holdfast.examples.backend;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The cells of one directory, all in memory, each in its file as well.
 *
 * <p>Readers take no lock. One lock serves all writers. Every instance of this process that opens
 * the directory shares the store; the last one to close gives it up. Thread-safe.
 */
final class FolderStore {

  private static final ReentrantLock OPENING = new ReentrantLock();
  private static final Map<Path, FolderStore> OPEN = new HashMap<>();

  private final CellFiles files;
  private final Map<CollectionRef, NavigableMap<Bytes, Cell>> collections =
      new ConcurrentHashMap<>();
  private final List<HintDispatcher> dispatchers = new CopyOnWriteArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private int instances;
  private boolean closed;

  private FolderStore(CellFiles files) {
    this.files = files;
  }

  static FolderStore open(Path directory, InstantSource clock) {
    Path path = directory.toAbsolutePath().normalize();
    OPENING.lock();
    try {
      FolderStore store = OPEN.get(path);
      if (store == null) {
        store = new FolderStore(CellFiles.open(path));
        store.load(clock.instant().minus(FolderBackend.LIMITS.tombstoneRetention()));
        OPEN.put(path, store);
      }
      store.instances++;
      return store;
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE, "The directory " + path + " cannot be used: " + e, e);
    } finally {
      OPENING.unlock();
    }
  }

  /** Reads all cells, and forgets those that were deleted before {@code horizon}. */
  private void load(Instant horizon) throws IOException {
    boolean loaded = false;
    try {
      for (Cell cell : files.all()) {
        Instant updatedAt = cell.cell.updatedAt();
        if (!cell.isLive() && updatedAt != null && updatedAt.isBefore(horizon)) {
          files.delete(cell);
        } else {
          cells(cell.ref.collection()).put(cell.ref.idBytes(), cell);
        }
      }
      loaded = true;
    } finally {
      if (!loaded) {
        files.close();
      }
    }
  }

  void addHints(HintDispatcher hints) {
    dispatchers.add(hints);
  }

  void removeHints(HintDispatcher hints) {
    dispatchers.remove(hints);
  }

  NavigableMap<Bytes, Cell> cells(CollectionRef collection) {
    return collections.computeIfAbsent(collection, key -> new ConcurrentSkipListMap<>());
  }

  /** Returns the cell as the last commit left it; an empty one if it was never written. */
  Cell cell(CellRef ref) {
    Cell cell = cells(ref.collection()).get(ref.idBytes());
    return cell == null ? new Cell(ref, UUID.randomUUID()) : cell;
  }

  // snippet: commit
  CommitResult commit(CellRef ref, Commit commit, CommitEvaluator rules, Deadline deadline) {
    lock(ref, deadline);
    try {
      Cell before = cell(ref);
      Cell after = before.copy();
      CommitResult result = rules.evaluate(ref, after, commit); // throws: the copy is forgotten
      if (after.cell.sequence() != before.cell.sequence()) {
        files.write(after); // throws: the same
        cells(ref.collection()).put(ref.idBytes(), after); // from here on readers see it
        dispatchers.forEach(hints -> hints.changed(ref));
      }
      return result;
    } catch (IOException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, "Cell \"%s\" could not be written: %s".formatted(ref, e), e);
    } finally {
      writing.unlock();
    }
  }

  private void lock(CellRef ref, Deadline deadline) {
    try {
      if (!writing.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED,
            "Other commits were not done in time; the one of \"" + ref + "\" was not begun.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, "The commit of \"" + ref + "\" was interrupted in waiting.", e);
    }
    if (closed) {
      writing.unlock();
      throw new ClosedException("The store " + this + " was closed.");
    }
  }

  // end of snippet

  Health health() {
    return files.isWritable()
        ? new Health(true, "The directory " + this + " can be written.")
        : new Health(false, "The directory " + this + " cannot be written.");
  }

  /** Gives up one instance's part; after the last one another process may open the directory. */
  void close() {
    OPENING.lock();
    try {
      if (--instances == 0) {
        OPEN.values().remove(this);
        end();
      }
    } finally {
      OPENING.unlock();
    }
  }

  private void end() {
    writing.lock();
    try {
      closed = true;
      files.close();
    } catch (IOException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, "The lock on " + this + " could not be given up: " + e, e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
