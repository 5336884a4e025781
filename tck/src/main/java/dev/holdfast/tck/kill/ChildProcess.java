package dev.holdfast.tck.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts programs on the class path of the test. */
final class ChildProcess {

  private ChildProcess() {}

  /**
   * Starts the main method of {@code program}; what it says of errors goes where this process says
   * it.
   *
   * @param keys the configuration that it loads; in its environment, because arguments are for
   *     everybody to see
   */
  static Process start(Class<?> program, Map<String, String> keys, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    keys.forEach((key, value) -> process.environment().put(variable(key), value));
    return process.start();
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
