package dev.holdfast.guice;

import com.google.inject.AbstractModule;
import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds one {@link Holdfast} and its stores; install several, with different names, side by side.
 *
 * <table>
 *   <caption>What is bound</caption>
 *   <tr><th>Installed</th><th>Injected</th></tr>
 *   <tr><td>{@code of("mapdb:./data")}</td>
 *     <td>{@code Holdfast}, {@code ContextSync}, {@code ContextStore}</td></tr>
 *   <tr><td>{@code of("mapdb:./data").withContexts("rooms")}</td>
 *     <td>also {@code @Named("rooms") ContextSync} and {@code ContextStore}</td></tr>
 *   <tr><td>{@code named("audit", "memory:")}</td>
 *     <td>the same with {@code @Named("audit")}</td></tr>
 *   <tr><td>{@code named("audit", "memory:").withContexts("rooms")}</td>
 *     <td>also with {@code @Named("audit/rooms")}</td></tr>
 *   <tr><td>{@code of("memory:").withDurableTable("sessions", …)}</td>
 *     <td>also {@code @Named("sessions") DurableTable<K, V>}</td></tr>
 * </table>
 *
 * <p>Contexts without a name of their own are those of the collection {@value #CONTEXTS}. Either
 * {@code @Named} will do, Jakarta's or Guice's.
 *
 * <p>Everything is opened while the injector is created, in the order of installation, durable
 * tables with their storage: a wrong URL, an engine that is down or a table that belongs to another
 * shows at start, in Guice's {@code CreationException}, and then what was opened before is closed
 * again. {@link HoldfastLifecycle} closes at the end.
 *
 * <p>Immutable and thread-safe: each method returns a changed copy.
 */
public final class HoldfastModule extends AbstractModule {

  /** The collection of the contexts that are injected without a name of their own. */
  public static final String CONTEXTS = "contexts";

  private final @Nullable String name;
  private final HoldfastConfig config;
  private final Map<String, ContextSettings> contexts;
  private final Map<String, TableBinding<?, ?>> tables;

  private HoldfastModule(
      @Nullable String name,
      HoldfastConfig config,
      Map<String, ContextSettings> contexts,
      Map<String, TableBinding<?, ?>> tables) {
    this.name = name;
    this.config = config;
    this.contexts = contexts;
    this.tables = tables;
  }

  /** Binds the storage that {@code url} names, for example {@code mapdb:./data}, without a name. */
  public static HoldfastModule of(String url) {
    return of(HoldfastConfig.of(url));
  }

  /** Binds the storage that {@code config} names, without a name. */
  public static HoldfastModule of(HoldfastConfig config) {
    return new HoldfastModule(null, config, Map.of(CONTEXTS, ContextSettings.DEFAULT), Map.of());
  }

  /**
   * Binds the storage that {@code url} names, for injection with {@code @Named(name)}.
   *
   * @throws InvalidRequestException if the name is blank or holds a slash
   */
  public static HoldfastModule named(String name, String url) {
    return named(name, HoldfastConfig.of(url));
  }

  /**
   * Binds the storage that {@code config} names, for injection with {@code @Named(name)}.
   *
   * <p>The name stands in logs and in names of threads too, unless the configuration sets another.
   *
   * @throws InvalidRequestException if the name is blank or holds a slash
   */
  public static HoldfastModule named(String name, HoldfastConfig config) {
    if (name.isBlank() || name.contains("/")) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "\"%s\" cannot name a Holdfast; a name is not blank and holds no slash.".formatted(name));
    }
    return new HoldfastModule(name, config, Map.of(CONTEXTS, ContextSettings.DEFAULT), Map.of());
  }

  /** Binds the contexts of one more collection, with the default settings. */
  public HoldfastModule withContexts(String collection) {
    return withContexts(collection, ContextSettings.DEFAULT);
  }

  /** Binds the contexts of one more collection; for {@value #CONTEXTS}, changes its settings. */
  public HoldfastModule withContexts(String collection, ContextSettings settings) {
    Map<String, ContextSettings> more = new LinkedHashMap<>(contexts);
    more.put(collection, settings);
    return new HoldfastModule(name, config, more, tables);
  }

  /** Binds a durable table, with the default options. */
  public <K, V> HoldfastModule withDurableTable(
      String table, Class<K> keyType, Codec<K> keys, Class<V> valueType, Codec<V> values) {
    return withDurableTable(table, keyType, keys, valueType, values, TableOptions.defaults());
  }

  /**
   * Binds a durable table, to be injected as {@code @Named(table) DurableTable<K, V>}.
   *
   * <p>It is opened together with its storage; where it was stopped, failed or was taken over since
   * then, an injection opens it again.
   *
   * @param table its name; behind that of a named storage and a slash
   * @param keyType the type of keys, as it stands where the table is injected
   * @param valueType the type of values, as it stands there
   */
  public <K, V> HoldfastModule withDurableTable(
      String table,
      Class<K> keyType,
      Codec<K> keys,
      Class<V> valueType,
      Codec<V> values,
      TableOptions<K, V> options) {
    Map<String, TableBinding<?, ?>> more = new LinkedHashMap<>(tables);
    more.put(table, new TableBinding<>(keyType, keys, valueType, values, options));
    return new HoldfastModule(name, config, contexts, more);
  }

  @Override
  protected void configure() {
    StoreBindings stores = new StoreBindings(binder().withSource(this), name, config, tables);
    contexts.forEach(stores::contexts);
  }

  /** Returns how this module was made; Guice names it so in its messages. */
  @Override
  public String toString() {
    return name == null ? "HoldfastModule.of(…)" : "HoldfastModule.named(\"" + name + "\", …)";
  }
}
