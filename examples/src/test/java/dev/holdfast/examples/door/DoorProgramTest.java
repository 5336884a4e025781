package dev.holdfast.examples.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorProgramTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void program_showsSessionsAndTheLimit() {
    assertThat(run("memory:")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "Found 0 sessions.",
            "bob signs in with the right password, attempt 1: let in.",
            "ann signs out: her session lets in nobody.",
            "eve tries 5 wrong passwords; 5 attempts are counted.",
            "eve signs in with the right password, attempt 6: refused, too many attempts.",
            "All of ann's sessions end together: 1.",
            "Left 1 sessions, for the next run if the storage stays.");
    assertThat(err.size()).isZero();
  }

  @Test
  void secondRun_findsTheSessionsOfTheFirst() {
    String url = "mapdb:" + directory.resolve("door");
    run(url);
    out.reset();
    assertThat(run(url)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Found 1 sessions.");
  }

  @Test
  void wrongUse_isToldAndFails() {
    assertThat(run("memory:", "mapdb:./data")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Got 2 arguments", "at most one");
    assertThat(run("nowhere:")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere");
    assertThat(out.size()).isZero();
  }

  private int run(String... args) {
    return DoorProgram.run(printing(out), printing(err), args);
  }

  private static PrintStream printing(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }
}
