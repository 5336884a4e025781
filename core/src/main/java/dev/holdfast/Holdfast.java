package dev.holdfast;

import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Values;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.CheckedBackend;
import dev.holdfast.core.cell.Closing;
import dev.holdfast.core.cell.Workers;
import dev.holdfast.core.context.SyncedContexts;
import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.core.discovery.OpenedBackend;
import dev.holdfast.core.durable.DurableTables;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Health;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Live state on one storage: the way to all stores.
 *
 * <p>Each instance is a writer of its own with its own threads; several may share one storage, as
 * far as the backend reaches. Thread-safe.
 */
public final class Holdfast implements AutoCloseable {

  private final String name;
  private final String description;
  private final Backend backend;
  private final Workers workers;
  private final Cells cells;
  private final Map<String, SyncedContexts> contexts = new ConcurrentHashMap<>();
  private final DurableTables durableTables;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Holdfast(Backend backend, HoldfastConfig config, String description) {
    Values common = config.values(HoldfastConfig.COMMON);
    this.name = common.get(HoldfastConfig.NAME);
    this.description = description;
    this.backend = CheckedBackend.of(backend);
    this.workers = new Workers(name, this.backend.info().capabilities().reach());
    this.cells =
        Cells.of(
            this.backend,
            common.get(HoldfastConfig.NAMESPACE),
            common.get(HoldfastConfig.TIMEOUT),
            config.clock(),
            workers);
    this.durableTables = new DurableTables(cells);
  }

  /**
   * Opens the storage that {@code url} names, for example {@code mapdb:./data}.
   *
   * @throws dev.holdfast.error.ConfigurationException if it cannot be used as it is written
   * @throws dev.holdfast.error.UnavailableException if its engine cannot be reached
   */
  public static Holdfast open(String url) {
    return open(HoldfastConfig.of(url));
  }

  /**
   * Opens the storage that {@code config} names.
   *
   * @throws dev.holdfast.error.ConfigurationException if it names none, or one that cannot be used
   * @throws dev.holdfast.error.UnavailableException if its engine cannot be reached
   */
  public static Holdfast open(HoldfastConfig config) {
    OpenedBackend opened = BackendDiscovery.find().open(config);
    return closingOnFailure(opened.backend(), config, opened.describe());
  }

  /**
   * Works on a backend that is open already, such as one in a test; takes it over and closes it.
   *
   * @param config settings of Holdfast itself; its URL, if any, is not used
   * @throws dev.holdfast.error.ConfigurationException if a setting is wrong
   */
  public static Holdfast over(Backend backend, HoldfastConfig config) {
    return closingOnFailure(backend, config, "Backend " + backend.info());
  }

  private static Holdfast closingOnFailure(
      Backend backend, HoldfastConfig config, String description) {
    try {
      return new Holdfast(backend, config, description);
    } catch (RuntimeException failure) {
      new Closing().then(backend::close).addTo(failure);
      throw failure;
    }
  }

  /**
   * Returns the contexts called {@code name}, opened with {@link ContextSettings#DEFAULT} unless
   * they are open already.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the name is empty, too long or not
   *     Unicode
   * @throws ClosedException after {@link #close}
   */
  public ContextSync contexts(String name) {
    Cells open = open();
    return contexts.computeIfAbsent(
        name, absent -> SyncedContexts.open(open, absent, ContextSettings.DEFAULT));
  }

  /**
   * Returns the contexts called {@code name}, with these settings.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the name is empty, too long or not
   *     Unicode, or they are open already with other settings
   * @throws ClosedException after {@link #close}
   */
  public ContextSync contexts(String name, ContextSettings settings) {
    Cells open = open();
    return contexts
        .computeIfAbsent(name, absent -> SyncedContexts.open(open, absent, settings))
        .requireSettings(settings);
  }

  /**
   * Returns the durable table called {@code name}, opened with {@link TableOptions#defaults} unless
   * it is open already.
   *
   * @see #durableTable(String, Codec, Codec, TableOptions)
   */
  public <K, V> DurableTable<K, V> durableTable(String name, Codec<K> keys, Codec<V> values) {
    return durableTable(name, keys, values, TableOptions.defaults());
  }

  /**
   * Returns the durable table called {@code name}. It is opened, which reads all that it holds,
   * unless it is open already; one that was stopped, failed or was taken over is opened again, and
   * one whose stop has not ended is stopped first.
   *
   * <p>Options are the same if their values are equal: a callback or an order that is written as a
   * lambda equals only itself, so keep such options in a constant.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the name is empty, too long or not
   *     Unicode, or it is open already with other codecs or options
   * @throws dev.holdfast.error.ConfigurationException if it has another owner, which the options
   *     say to respect
   * @throws dev.holdfast.error.CorruptException if these codecs cannot read what it holds; as far
   *     as the beginning of its log shows that, an owner elsewhere keeps it
   * @throws dev.holdfast.error.UnavailableException if a stop that was begun does not end in time
   * @throws ClosedException after {@link #close}
   */
  public <K, V> DurableTable<K, V> durableTable(
      String name, Codec<K> keys, Codec<V> values, TableOptions<K, V> options) {
    open();
    return durableTables.open(name, keys, values, options);
  }

  /**
   * Tells whether the storage can work right now, and every durable table that is open takes
   * changes.
   *
   * @throws ClosedException after {@link #close}
   */
  public Health health() {
    Health storage = open().health();
    Health failed = durableTables.firstFailure();
    return storage.healthy() && failed != null ? failed : storage;
  }

  /**
   * Returns what the backend is, can do and takes.
   *
   * @throws ClosedException after {@link #close}
   */
  public BackendInfo info() {
    return open().info();
  }

  /** Returns the backend, what it promises, and all settings, secrets masked, in several lines. */
  public String describe() {
    return description;
  }

  /**
   * Ends watches and cleaners, stops durable tables, lets asynchronous work that was begun finish,
   * and closes the backend; idempotent.
   *
   * <p>What is called later on this or its stores fails with {@link ClosedException}. It may be
   * called wherever an application is called back, such as a subscriber or a completion stage, but
   * for an on-update callback of a durable table, which the table waits for: there it is refused
   * and changes nothing.
   *
   * @throws dev.holdfast.error.InvalidRequestException if an on-update callback calls it
   */
  @Override
  public void close() {
    if (!closed.get()) {
      durableTables.requireNotTelling();
    }
    if (closed.compareAndSet(false, true)) {
      new Closing().then(cells::stop).then(workers::close).then(backend::close).rethrow();
    }
  }

  private Cells open() {
    if (closed.get()) {
      throw new ClosedException("Holdfast \"" + name + "\" is closed.");
    }
    return cells;
  }

  @Override
  public String toString() {
    return "Holdfast[" + name + (closed.get() ? ", closed]" : "]");
  }
}
