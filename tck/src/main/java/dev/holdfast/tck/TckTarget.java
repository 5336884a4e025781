package dev.holdfast.tck;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The storage that a backend is tested on, and how to open it.
 *
 * <p>Every instance that a target opens stands on the same storage. What the backend can do is read
 * from its own {@link Backend#info()}, never said here. Immutable and thread-safe.
 */
public final class TckTarget {

  private final Function<InstantSource, Backend> opener;
  private final boolean restartable;

  private TckTarget(Function<InstantSource, Backend> opener, boolean restartable) {
    this.opener = opener;
    this.restartable = restartable;
  }

  /** Returns the storage that a URL names; its provider is found as applications find it. */
  public static TckTarget url(String url) {
    return config(HoldfastConfig.of(url));
  }

  /** Returns the storage that a configuration names; the kit replaces its clock. */
  public static TckTarget config(HoldfastConfig config) {
    return opener(clock -> Opening.open(config.toBuilder().clock(clock).build()));
  }

  /**
   * Returns the storage that {@code opener} opens, telling the time by the clock given. Each call
   * opens another instance over the same storage.
   */
  public static TckTarget opener(Function<InstantSource, Backend> opener) {
    return new TckTarget(opener, false);
  }

  /**
   * Says that the storage outlives its instances: what is there when the last one closes is there
   * when the next one opens. A backend that declares more than {@link
   * dev.holdfast.spi.Durability#APPLIED} must say so.
   */
  public TckTarget restartable() {
    return new TckTarget(opener, true);
  }

  /** Tells whether the storage outlives its instances. */
  public boolean isRestartable() {
    return restartable;
  }

  /** Opens another instance over the storage, without the checks in front of it. */
  public Backend openUnchecked(InstantSource clock) {
    return opener.apply(clock);
  }

  /** Opens another instance over the storage, as applications meet it: arguments are checked. */
  public Backend open(InstantSource clock) {
    return Opening.checked(opener.apply(clock));
  }
}
