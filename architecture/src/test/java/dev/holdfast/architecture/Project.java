package dev.holdfast.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that is being built. */
final class Project {

  /** The folder of the root pom; tests run in the folder of their module. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Project() {}

  /** Returns the folders of the modules that have main code, by name. */
  static List<Path> modulesWithCode() {
    return entries(ROOT)
        .filter(folder -> Files.isDirectory(sources(folder).resolve("dev")))
        .toList();
  }

  /** Returns the schemes of the backends that have code: a backend's folder is named after it. */
  static List<String> backendSchemes() {
    return modulesWithCode().stream()
        .map(folder -> folder.getFileName().toString())
        .filter(name -> name.startsWith("backend-"))
        .map(name -> name.substring("backend-".length()))
        .toList();
  }

  /** Returns the names of the classes that the source files of a module are named after. */
  static List<String> sourceClasses(Path module) {
    Path sources = sources(module);
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> sources.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
          .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path sources(Path module) {
    return module.resolve("src/main/java");
  }

  private static Stream<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
