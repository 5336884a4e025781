package dev.holdfast.backend.mapdb;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.backend.mapdb.store.StoreSettings;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.config.Options;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import dev.holdfast.spi.Limits;
import java.nio.file.Path;

/**
 * Opens {@code mapdb:} URLs, for example {@code mapdb:./data}: a directory of this machine.
 *
 * <p>The store belongs to one process at a time. Opened again in this process, the same directory
 * gives another handle to the same store.
 */
public final class MapdbProvider implements BackendProvider {

  /** The limits of every store. */
  static final Limits LIMITS = Limits.DEFAULT;

  private static final OpenStores STORES = new OpenStores(new DiskFiles());

  /** For {@link java.util.ServiceLoader}. */
  public MapdbProvider() {}

  @Override
  public String scheme() {
    return "mapdb";
  }

  @Override
  public String description() {
    return "Durable and embedded: one directory, safe against a crash, for one process.";
  }

  @Override
  public Options options() {
    return MapdbOptions.ALL;
  }

  @Override
  public Backend open(BackendConfig config) {
    refuseHost(config.url());
    Path directory = config.get(MapdbOptions.DIRECTORY);
    StoreSettings settings =
        new StoreSettings(
            config.get(MapdbOptions.CHECKPOINT_SIZE),
            Math.toIntExact(config.get(MapdbOptions.SEGMENT_SIZE)),
            LIMITS.tombstoneRetention());
    return new MapdbBackend(
        STORES.open(
            directory, config.get(MapdbOptions.CREATE), settings, config.clock(), config.name()),
        config.clock(),
        LIMITS);
  }

  /** Taken as a path, {@code //./data} would be {@code /data}, which nobody means. */
  private static void refuseHost(BackendUrl url) {
    if (url.rest().startsWith("//") && !url.rest().startsWith("///")) {
      throw new ConfigurationException(
          ErrorCode.MALFORMED_URL,
          ("The URL \"%s\" names a host behind //, but a store is a directory of this machine;"
                  + " a relative one is written mapdb:./data, an absolute one mapdb:/abs/path.")
              .formatted(url));
    }
  }
}
