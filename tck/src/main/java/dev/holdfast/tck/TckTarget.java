package dev.holdfast.tck;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSync;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.spi.Backend;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The storage that a backend is tested on, and how to open it.
 *
 * <p>Every instance that a target opens stands on the same storage. What the backend can do is read
 * from its own {@link Backend#info()}, never said here. Immutable and thread-safe.
 */
public final class TckTarget {

  private final Function<InstantSource, Backend> opener;
  private final boolean restartable;
  private final UnaryOperator<ContextSync> between;
  private final SeenTables seenTables;

  /** What stands between durable tables and their tests. */
  @FunctionalInterface
  public interface SeenTables {

    /** Returns {@code table} as the tests are to see it. */
    <K, V> DurableTable<K, V> seen(DurableTable<K, V> table);
  }

  private TckTarget(
      Function<InstantSource, Backend> opener,
      boolean restartable,
      UnaryOperator<ContextSync> between,
      SeenTables seenTables) {
    this.opener = opener;
    this.restartable = restartable;
    this.between = between;
    this.seenTables = seenTables;
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
    return new TckTarget(opener, false, UnaryOperator.identity(), new UnchangedTables());
  }

  /**
   * Says that the storage outlives its instances: what is there when the last one closes is there
   * when the next one opens. A backend that declares more than {@link
   * dev.holdfast.spi.Durability#APPLIED} must say so.
   */
  public TckTarget restartable() {
    return new TckTarget(opener, true, between, seenTables);
  }

  /**
   * Puts something between the contexts and their tests, to see what the tests make of it; backends
   * have no use for it.
   */
  public TckTarget contexts(UnaryOperator<ContextSync> inBetween) {
    return new TckTarget(opener, restartable, inBetween, seenTables);
  }

  /** Puts something between durable tables and their tests, like {@link #contexts}. */
  public TckTarget durableTables(SeenTables inBetween) {
    return new TckTarget(opener, restartable, between, inBetween);
  }

  /** Returns a durable table as the tests are to see it. */
  public <K, V> DurableTable<K, V> seen(DurableTable<K, V> table) {
    return seenTables.seen(table);
  }

  /** Returns the contexts as the tests are to see them. */
  public ContextSync seen(ContextSync contexts) {
    return between.apply(contexts);
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

  private static final class UnchangedTables implements SeenTables {
    @Override
    public <K, V> DurableTable<K, V> seen(DurableTable<K, V> table) {
      return table;
    }
  }
}
