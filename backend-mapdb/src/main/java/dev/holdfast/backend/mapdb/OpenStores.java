package dev.holdfast.backend.mapdb;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.store.Store;
import dev.holdfast.backend.mapdb.store.StoreSettings;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The stores that are open in this process, each counted by its handles; thread-safe. */
final class OpenStores {

  private final FileLayer files;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Shared> open = new HashMap<>();

  OpenStores(FileLayer files) {
    this.files = files;
  }

  /** A store with the lock on its directory. */
  private static final class Shared {
    final Store store;
    final StoreSettings settings;
    final AutoCloseable directoryLock;
    int handles;

    Shared(Store store, StoreSettings settings, AutoCloseable directoryLock) {
      this.store = store;
      this.settings = settings;
      this.directoryLock = directoryLock;
    }
  }

  /** One handle's part in a store. */
  final class Lease {

    private final Path directory;
    private final Store store;

    Lease(Path directory, Store store) {
      this.directory = directory;
      this.store = store;
    }

    Store store() {
      return store;
    }

    Path directory() {
      return directory;
    }

    /** Gives it back; called once. */
    void close() {
      release(directory);
    }
  }

  Lease open(
      Path directory, boolean create, StoreSettings settings, InstantSource clock, String name) {
    lock.lock();
    try {
      Path real = StoreDirectory.prepare(directory, create, files);
      Shared shared = open.get(real);
      if (shared == null) {
        shared = openFirst(real, settings, clock, name);
        open.put(real, shared);
      } else if (!shared.settings.equals(settings)) {
        throw new ConfigurationException(
            ErrorCode.BAD_OPTION,
            "The store %s is open in this process with %s, not with %s."
                .formatted(real, shared.settings, settings));
      }
      shared.handles++;
      return new Lease(real, shared.store);
    } finally {
      lock.unlock();
    }
  }

  private Shared openFirst(Path real, StoreSettings settings, InstantSource clock, String name) {
    AutoCloseable directoryLock = StoreDirectory.lock(real, files, clock);
    Store store = null;
    try {
      store = Store.open(files, real, settings, clock, name);
      return new Shared(store, settings, directoryLock);
    } catch (IOException e) {
      throw StoreDirectory.unusable(real, "cannot be read or written", e);
    } finally {
      if (store == null) {
        unlock(directoryLock);
      }
    }
  }

  private void release(Path directory) {
    lock.lock();
    try {
      Shared shared = open.get(directory);
      if (shared != null && --shared.handles == 0) {
        open.remove(directory);
        close(directory, shared);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(Path directory, Shared shared) {
    try {
      shared.store.close();
    } catch (IOException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, "Closing the store in " + directory + " failed: " + e, e);
    } finally {
      unlock(shared.directoryLock);
    }
  }

  private static void unlock(@Nullable AutoCloseable directoryLock) {
    try {
      if (directoryLock != null) {
        directoryLock.close();
      }
    } catch (Exception e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, "Giving up the lock of a store failed: " + e, e);
    }
  }
}
