package dev.holdfast.examples.backend;

import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.nio.file.Path;

// snippet: provider
/** Opens {@code folder:./dir}: a directory with one file for each cell. */
public final class FolderProvider implements BackendProvider {

  private static final Option<Path> DIRECTORY =
      Option.path("dir").required().fromUrl().describedAs("The directory that holds the cells.");

  /** For {@link java.util.ServiceLoader}; does no work. */
  public FolderProvider() {}

  @Override
  public String scheme() {
    return "folder";
  }

  @Override
  public String description() {
    return "An example: one file for each cell, for small amounts of data and one process.";
  }

  @Override
  public Options options() {
    return Options.of(DIRECTORY);
  }

  @Override
  public Backend open(BackendConfig config) {
    FolderStore store = FolderStore.open(config.get(DIRECTORY), config.clock());
    return new FolderBackend(store, config.clock(), config.name());
  }
}
// end of snippet
