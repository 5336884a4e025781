package dev.holdfast.backend.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.spi.Backend;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is opened from two class loaders of one process, as in a container of plug-ins. */
class ClassLoadersTest {

  @TempDir Path parent;

  @Test
  void anotherClassLoader_isRefusedAndTheHolderNamed() throws Exception {
    Path directory = parent.resolve("store");
    Backend first = DirectoryTest.open("mapdb:" + directory);

    assertThat(openElsewhere(directory))
        .contains("HF-1011", "process " + ProcessHandle.current().pid() + " on host ");

    first.close();
    assertThat(openElsewhere(directory)).isEqualTo("opened");
    DirectoryTest.open("mapdb:" + directory).close();
  }

  /** Where a process closes any of its channels to a file, POSIX gives up its lock on it. */
  @Test
  void anotherClassLoader_doesNotGiveUpTheLock() throws Exception {
    Path directory = parent.resolve("store");
    try (Backend first = DirectoryTest.open("mapdb:" + directory)) {
      openElsewhere(directory);

      Process rival = DirectoryTest.holderOf(directory);
      try (BufferedReader said = rival.inputReader(StandardCharsets.US_ASCII)) {
        assertThat(said.readLine()).as("what a process says that opened the store").isNull();
      } finally {
        rival.destroyForcibly().waitFor();
      }
    }
  }

  private static String openElsewhere(Path directory) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : DirectoryTest.classPath().split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method open =
          loader.loadClass(Elsewhere.class.getName()).getDeclaredMethod("open", String.class);
      open.setAccessible(true);
      return (String) open.invoke(null, "mapdb:" + directory);
    }
  }

  /** What the other class loader loads. */
  static final class Elsewhere {

    private Elsewhere() {}

    static String open(String url) throws IOException {
      try (Backend backend = DirectoryTest.open(url)) {
        return "opened";
      } catch (ConfigurationException refused) {
        return String.valueOf(refused.getMessage());
      }
    }
  }
}
