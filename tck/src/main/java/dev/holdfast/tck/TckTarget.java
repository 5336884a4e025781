package dev.holdfast.tck;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSync;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.spi.Backend;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The storage that a backend is tested on, how to open it, and what a test may do to its engine.
 *
 * <p>Every instance that a target opens stands on the same storage. What the backend can do is read
 * from its own {@link Backend#info()}, never said here. Immutable and thread-safe.
 */
public final class TckTarget {

  private static final String URL = "holdfast.url";

  private final Storage storage;
  private final Seen seen;
  private final Engine engine;

  private record Storage(
      Function<InstantSource, Backend> opener, Map<String, String> keys, boolean restartable) {}

  private record Seen(UnaryOperator<ContextSync> contexts, SeenTables tables) {
    static final Seen UNCHANGED = new Seen(UnaryOperator.identity(), new UnchangedTables());
  }

  private record Engine(
      @Nullable OverTcp overTcp,
      @Nullable Runnable restart,
      @Nullable Consumer<Runnable> failover) {

    static final Engine UNTOUCHED = new Engine(null, null, null);
  }

  /** What stands between durable tables and their tests. */
  @FunctionalInterface
  public interface SeenTables {

    /** Returns {@code table} as the tests are to see it. */
    <K, V> DurableTable<K, V> seen(DurableTable<K, V> table);
  }

  /**
   * An engine that is reached over TCP.
   *
   * @param engine where it listens
   * @param through gives the same storage, its engine reached at the address given
   */
  public record OverTcp(InetSocketAddress engine, Function<InetSocketAddress, TckTarget> through) {}

  private TckTarget(Storage storage, Seen seen, Engine engine) {
    this.storage = storage;
    this.seen = seen;
    this.engine = engine;
  }

  private static TckTarget of(Storage storage) {
    return new TckTarget(storage, Seen.UNCHANGED, Engine.UNTOUCHED);
  }

  /** Returns the storage that a URL names; its provider is found as applications find it. */
  public static TckTarget url(String url) {
    return config(HoldfastConfig.of(url)).fromProcesses(Map.of(URL, url));
  }

  /** Returns the storage that a configuration names; the kit replaces its clock. */
  public static TckTarget config(HoldfastConfig config) {
    return of(
        new Storage(
            clock -> Opening.open(config.toBuilder().clock(clock).build()), Map.of(), false));
  }

  /**
   * Returns the storage that {@code opener} opens, telling the time by the clock given. Each call
   * opens another instance over the same storage.
   */
  public static TckTarget opener(Function<InstantSource, Backend> opener) {
    return of(new Storage(opener, Map.of(), false));
  }

  /**
   * Says that the storage outlives its instances: what is there when the last one closes is there
   * when the next one opens. A backend that declares more than {@link
   * dev.holdfast.spi.Durability#APPLIED} must say so.
   */
  public TckTarget restartable() {
    return new TckTarget(new Storage(storage.opener, storage.keys, true), seen, engine);
  }

  /**
   * Says how another process opens the storage, for a backend that reaches many; {@link #url} says
   * it by itself.
   *
   * @param keys whole keys and their values, {@code holdfast.url} among them
   */
  public TckTarget fromProcesses(Map<String, String> keys) {
    return new TckTarget(
        new Storage(storage.opener, Map.copyOf(keys), storage.restartable), seen, engine);
  }

  /**
   * Says that the engine is one server which is reached over TCP, so that the kit may put a {@link
   * dev.holdfast.tck.fault.FaultProxy} in between.
   *
   * @param server where it listens
   * @param through returns the same storage, its server reached at the address given
   */
  public TckTarget overTcp(
      InetSocketAddress server, Function<InetSocketAddress, TckTarget> through) {
    OverTcp overTcp = new OverTcp(server, through);
    return new TckTarget(storage, seen, new Engine(overTcp, engine.restart, engine.failover));
  }

  /**
   * Lets the kit restart the engine in mid-run.
   *
   * @param restart kills the engine at once, as {@code kill -9} does, and starts it again on what
   *     it kept; returns once it can be reached
   */
  public TckTarget onRestart(Runnable restart) {
    return new TckTarget(storage, seen, new Engine(engine.overTcp, restart, engine.failover));
  }

  /**
   * Lets the kit make another server take over in mid-run.
   *
   * @param failover makes what its argument commits be lost: runs it in such a way that no other
   *     server hears of it, then makes another server take over; returns once that has happened
   */
  public TckTarget onFailover(Consumer<Runnable> failover) {
    return new TckTarget(storage, seen, new Engine(engine.overTcp, engine.restart, failover));
  }

  /**
   * Puts something between the contexts and their tests, to see what the tests make of it; backends
   * have no use for it.
   */
  public TckTarget contexts(UnaryOperator<ContextSync> inBetween) {
    return new TckTarget(storage, new Seen(inBetween, seen.tables), engine);
  }

  /** Puts something between durable tables and their tests, like {@link #contexts}. */
  public TckTarget durableTables(SeenTables inBetween) {
    return new TckTarget(storage, new Seen(seen.contexts, inBetween), engine);
  }

  /** Returns a durable table as the tests are to see it. */
  public <K, V> DurableTable<K, V> seen(DurableTable<K, V> table) {
    return seen.tables.seen(table);
  }

  /** Returns the contexts as the tests are to see them. */
  public ContextSync seen(ContextSync contexts) {
    return seen.contexts.apply(contexts);
  }

  /** Tells whether the storage outlives its instances. */
  public boolean isRestartable() {
    return storage.restartable;
  }

  /** Returns the keys with which another process opens the storage; empty if none can. */
  public Map<String, String> keys() {
    return storage.keys;
  }

  /** Returns how the engine is reached over TCP, if {@link #overTcp} told. */
  public Optional<OverTcp> tcp() {
    return Optional.ofNullable(engine.overTcp);
  }

  /** Returns what restarts the engine, if {@link #onRestart} told. */
  public Optional<Runnable> restart() {
    return Optional.ofNullable(engine.restart);
  }

  /** Returns what makes another server take over, if {@link #onFailover} told. */
  public Optional<Consumer<Runnable>> failover() {
    return Optional.ofNullable(engine.failover);
  }

  /** Opens another instance over the storage, without the checks in front of it. */
  public Backend openUnchecked(InstantSource clock) {
    return storage.opener.apply(clock);
  }

  /** Opens another instance over the storage, as applications meet it: arguments are checked. */
  public Backend open(InstantSource clock) {
    return Opening.checked(storage.opener.apply(clock));
  }

  private static final class UnchangedTables implements SeenTables {
    @Override
    public <K, V> DurableTable<K, V> seen(DurableTable<K, V> table) {
      return table;
    }
  }
}
