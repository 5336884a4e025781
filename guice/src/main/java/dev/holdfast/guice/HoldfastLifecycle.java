package dev.holdfast.guice;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ClosedException;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes what the modules of one injector opened, in reverse order of opening.
 *
 * <p>Guice itself never closes anything: the application gets this from the injector and closes it
 * at its end.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(HoldfastModule.of("mapdb:./data"));
 * try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
 *   injector.getInstance(Application.class).run();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HoldfastLifecycle implements AutoCloseable {

  private final Deque<Holdfast> opened = new ArrayDeque<>();
  private boolean closed;

  @Inject
  HoldfastLifecycle() {}

  /**
   * Opens one more, with its tables; if that fails, closes it and those before, because nobody else
   * would.
   */
  Holdfast open(HoldfastConfig config, Map<String, TableBinding<?, ?>> tables) {
    requireOpen();
    try {
      Holdfast holdfast = keep(Holdfast.open(config));
      tables.forEach((table, binding) -> binding.open(holdfast, table));
      return holdfast;
    } catch (RuntimeException failure) {
      closeAfter(failure);
      throw failure;
    }
  }

  private synchronized Holdfast keep(Holdfast holdfast) {
    opened.push(holdfast);
    return holdfast;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new ClosedException("Not opened, because the others of this injector are closed.");
    }
  }

  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Closes every {@link Holdfast} of the injector, the last opened first; idempotent.
   *
   * <p>All are closed even if one fails; then the first failure is thrown, with the later ones
   * suppressed in it.
   */
  @Override
  public void close() {
    RuntimeException first = null;
    for (Holdfast holdfast = next(); holdfast != null; holdfast = next()) {
      try {
        holdfast.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private synchronized @Nullable Holdfast next() {
    closed = true;
    return opened.poll();
  }
}
