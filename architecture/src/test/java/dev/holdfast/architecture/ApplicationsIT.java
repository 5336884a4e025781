package dev.holdfast.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and starts a small application over the built jars, in JVMs of its own. */
final class ApplicationsIT {

  private static final Path SOURCES = Path.of("src/consumer");
  private static final Path PROGRAM = SOURCES.resolve("consumer/FindBackends.java");
  private static final String JARS =
      requireNonNull(System.getProperty("holdfast.application.path"), "run by mvn verify");

  @TempDir Path classes;

  @Test
  void modularApplication_findsEveryBackend() throws Exception {
    run("javac", "--module-path", JARS, SOURCES.resolve("module-info.java"), PROGRAM);
    assertThat(
            run(
                "java",
                "--module-path",
                classes + File.pathSeparator + JARS,
                "-m",
                "consumer/consumer.FindBackends"))
        .containsExactlyElementsOf(expected("modular"));
  }

  @Test
  void classPathApplication_findsEveryBackend() throws Exception {
    run("javac", "--class-path", JARS, PROGRAM);
    assertThat(
            run(
                "java",
                "--class-path",
                classes + File.pathSeparator + JARS,
                "consumer.FindBackends"))
        .containsExactlyElementsOf(expected("class path"));
  }

  private static List<String> expected(String kind) {
    return Stream.concat(Stream.of(kind), Project.backendSchemes().stream()).toList();
  }

  /** Runs a tool of the JDK that runs this test; anything but success fails with its output. */
  private List<String> run(String tool, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    if (tool.equals("javac")) {
      command.addAll(List.of("-d", classes.toString()));
    }
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s printed: %s", command, output).isZero();
    return output.lines().toList();
  }
}
