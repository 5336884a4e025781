package dev.holdfast.backend.memory;

import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;

/**
 * Opens {@code memory:}, a store private to the instance, or {@code memory:name}, the one store of
 * that name in the process.
 *
 * <p>A named store lives as long as anybody has it open: when the last instance closes, it is
 * dropped with all it holds, and opening the name again makes an empty one.
 */
public final class MemoryProvider implements BackendProvider {

  private static final Option<String> NAME =
      Option.string("name")
          .fromUrl()
          .describedAs(
              "The store that all instances of this process with the same name share; without a"
                  + " name the instance has a store of its own.");

  /** Makes the provider, as {@link java.util.ServiceLoader} does. */
  public MemoryProvider() {}

  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public String description() {
    return "Keeps everything on the heap of one process; nothing survives the process.";
  }

  @Override
  public Options options() {
    return Options.of(NAME);
  }

  @Override
  public Backend open(BackendConfig config) {
    StoreLease lease =
        config.find(NAME).map(StoreLease::shared).orElseGet(StoreLease::ofPrivateStore);
    return new MemoryBackend(config.clock(), config.name(), MemoryBackend.LIMITS, lease);
  }
}
