package dev.holdfast.core.discovery;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A directory that stands for the class path, and class loaders over it. */
record FakeClassPath(Path directory) {

  /** Returns the search over a service file that names {@code providers}. */
  ProviderSearch search(Class<?>... providers) throws IOException {
    return search(Arrays.stream(providers).map(Class::getName).toList());
  }

  ProviderSearch search(List<String> providers) throws IOException {
    write(ProviderSearch.SERVICE_FILE, providers.stream().collect(Collectors.joining("\n")));
    return new ProviderSearch(Set.of(loader("fake")));
  }

  /** Returns the search over two class loaders that see the same service file. */
  ProviderSearch searchTwice(Class<?> provider) throws IOException {
    write(ProviderSearch.SERVICE_FILE, provider.getName());
    return new ProviderSearch(new LinkedHashSet<>(List.of(loader("one"), loader("two"))));
  }

  /** Returns the search over a class path without any service file. */
  ProviderSearch searchWithoutServiceFile() throws IOException {
    return new ProviderSearch(Set.of(loader("fake")));
  }

  void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  ClassLoader loader(String name) throws IOException {
    URL[] urls = {directory.toUri().toURL()};
    return new URLClassLoader(name, urls, FakeClassPath.class.getClassLoader());
  }
}
