package dev.holdfast.core.discovery;

import dev.holdfast.spi.BackendProvider;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Looks for providers through some class loaders; a broken provider does not hide the others. */
final class ProviderSearch {

  static final String SERVICE_FILE = "META-INF/services/" + BackendProvider.class.getName();

  /** Ends a search that goes on failing without coming to an end. */
  private static final int MOST_FAILURES = 100;

  private final List<ClassLoader> loaders;
  private final List<BackendProvider> providers = new ArrayList<>();
  private final List<BrokenProvider> broken = new ArrayList<>();

  ProviderSearch(Set<ClassLoader> loaders) {
    this.loaders = List.copyOf(loaders);
    this.loaders.forEach(this::search);
  }

  /** Searches the class loader of the API first, then that of the running thread. */
  static ProviderSearch ofThisThread() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    Optional.ofNullable(BackendProvider.class.getClassLoader()).ifPresent(loaders::add);
    Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
    return new ProviderSearch(loaders);
  }

  List<BackendProvider> providers() {
    return List.copyOf(providers);
  }

  List<BrokenProvider> broken() {
    return List.copyOf(broken);
  }

  /** Returns the names of the class loaders searched. */
  List<String> loaderNames() {
    return loaders.stream()
        .map(loader -> Optional.ofNullable(loader.getName()).orElse(loader.toString()))
        .toList();
  }

  /** Returns where service files for providers lie, whatever they contain. */
  List<String> serviceFiles() {
    return resources(SERVICE_FILE);
  }

  boolean isPresent(String resource) {
    return !resources(resource).isEmpty();
  }

  private List<String> resources(String name) {
    Set<String> found = new LinkedHashSet<>();
    for (ClassLoader loader : loaders) {
      try {
        Collections.list(loader.getResources(name)).stream().map(URL::toString).forEach(found::add);
      } catch (IOException unreadable) {
        found.add(unreadable.toString());
      }
    }
    return List.copyOf(found);
  }

  private void search(ClassLoader loader) {
    Iterator<BackendProvider> iterator =
        ServiceLoader.load(BackendProvider.class, loader).iterator();
    int failures = 0;
    while (failures < MOST_FAILURES) {
      try {
        if (!iterator.hasNext()) {
          return;
        }
        add(iterator.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        addBroken(String.valueOf(e.getMessage()), e);
      }
    }
  }

  /** Both class loaders often find the same class. */
  private void add(BackendProvider provider) {
    if (providers.stream().anyMatch(known -> known.getClass() == provider.getClass())) {
      return;
    }
    try {
      provider.schemes();
      provider.options();
      providers.add(provider);
    } catch (RuntimeException | LinkageError e) {
      addBroken(provider.getClass().getName() + " fails when asked for its options: " + e, e);
    }
  }

  private void addBroken(String problem, Throwable error) {
    if (broken.stream().noneMatch(known -> known.problem().equals(problem))) {
      broken.add(new BrokenProvider(problem, error));
    }
  }
}
