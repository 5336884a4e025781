package dev.holdfast.guice;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import com.google.inject.name.Names;
import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.durable.DurableTable;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds one {@link Holdfast} and each of its stores. */
final class StoreBindings {

  private final Binder binder;
  private final @Nullable String name;
  private final Provider<Holdfast> holdfast;

  StoreBindings(
      Binder binder,
      @Nullable String name,
      HoldfastConfig config,
      Map<String, TableBinding<?, ?>> tables) {
    this.binder = binder;
    this.name = name;
    Provider<HoldfastLifecycle> lifecycle = binder.getProvider(HoldfastLifecycle.class);
    Key<Holdfast> key = key(Holdfast.class, name);
    // Each module binds the life cycle alike, and Guice makes one of it.
    binder.bind(HoldfastLifecycle.class).in(Scopes.SINGLETON);
    binder
        .bind(key)
        .toProvider(() -> lifecycle.get().open(named(config), tables))
        .asEagerSingleton();
    this.holdfast = binder.getProvider(key);
    tables.forEach(this::durableTable);
  }

  void contexts(String collection, ContextSettings settings) {
    String qualifier = qualifier(collection, HoldfastModule.CONTEXTS);
    bind(ContextSync.class, qualifier, from -> from.contexts(collection, settings));
    bind(ContextStore.class, qualifier, from -> from.contexts(collection, settings).store());
  }

  /** No singleton: a table that was taken over or stopped is opened again for whoever is next. */
  private <K, V> void durableTable(String table, TableBinding<K, V> binding) {
    Key<DurableTable<K, V>> key =
        Key.get(binding.type(), Names.named(name == null ? table : name + "/" + table));
    binder.bind(key).toProvider(() -> binding.open(holdfast.get(), table));
  }

  /** Stores are kept by Holdfast, so they need no scope here. */
  private <S> void bind(Class<S> type, @Nullable String qualifier, Function<Holdfast, S> store) {
    binder.bind(key(type, qualifier)).toProvider(() -> store.apply(holdfast.get()));
  }

  private @Nullable String qualifier(String collection, String unnamed) {
    if (collection.equals(unnamed)) {
      return name;
    }
    return name == null ? collection : name + "/" + collection;
  }

  private static <T> Key<T> key(Class<T> type, @Nullable String qualifier) {
    return qualifier == null ? Key.get(type) : Key.get(type, Names.named(qualifier));
  }

  /** Returns {@code config} with this name in logs, unless it sets one. */
  private HoldfastConfig named(HoldfastConfig config) {
    String given = config.values(HoldfastConfig.COMMON).get(HoldfastConfig.NAME);
    boolean unset = HoldfastConfig.NAME.defaultValue().filter(given::equals).isPresent();
    return name != null && unset ? config.toBuilder().name(name).build() : config;
  }
}
