package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class MonitorProcessTest {

  @TempDir Path directory;

  @Test
  void withTime_printsPlainLinesAndEndsByItself() throws Exception {
    try (Child child = Child.start(directory, "memory:", "--for", "1s", "--every", "100ms")) {
      String output = child.rest();

      assertThat(child.exitCode()).as(output).isZero();
      assertThat(output)
          .startsWith("Storage memory:\nFound nothing yet.\n")
          .contains("versions of 6 contexts", "All 4 viewers have what the server has")
          .doesNotContain("\u001b", "Exception");
    }
  }

  @Test
  void politeSignal_endsInOrder() throws Exception {
    try (Child child = Child.start(directory, "memory:", "--for", "1h", "--every", "50ms")) {
      child.await(line -> line.contains("versions of 6 contexts"));
      child.interrupt();
      String output = child.rest();

      assertThat(output).contains("All 4 viewers have what the server has");
      assertThat(child.exitCode()).isEqualTo(128 + 15);
    }
  }

  @Test
  void unusableUrl_givesOneLineAndExitCode2() throws Exception {
    try (Child child = Child.start(directory, "reddis:")) {
      String output = child.rest();

      assertThat(output).startsWith("HF-1002 No backend answers to \"reddis\"").hasLineCount(1);
      assertThat(child.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void killedOnMapdb_goesOnWithVersionsAndHistory() throws Exception {
    Pattern published = Pattern.compile("\\bs: (\\d+) versions of 6 contexts");
    long acknowledged = 0;
    for (int round = 0; round < 2; round++) {
      long before = acknowledged;
      try (Child child = Child.start(directory, "mapdb:./data", "--for", "1h", "--every", "20ms")) {
        String found = child.await(line -> line.startsWith("Found"));
        assertThat(sum(found, "at version (\\d+)")).isGreaterThanOrEqualTo(before);
        assertThat(sum(found, "with (\\d+) deltas")).isGreaterThanOrEqualTo(before);
        String line =
            child.await(
                text -> {
                  Matcher versions = published.matcher(text);
                  return versions.find() && Long.parseLong(versions.group(1)) >= 30;
                });
        child.kill();
        acknowledged += sum(line, published.pattern());
      }
    }
    try (Child child = Child.start(directory, "mapdb:./data", "--for", "1s")) {
      String output = child.rest();

      assertThat(child.exitCode()).as(output).isZero();
      assertThat(sum(output, "at version (\\d+)")).isGreaterThanOrEqualTo(acknowledged);
      assertThat(output).contains("All 4 viewers have what the server has");
    }
  }

  private static long sum(String text, String number) {
    return Pattern.compile(number)
        .matcher(text)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  @Test
  void storageOfAnotherProcess_isLeftAloneAndNamed() throws Exception {
    try (Child first = Child.start(directory, "mapdb:./data", "--for", "1h")) {
      first.await(line -> line.startsWith("Found"));
      try (Child second = Child.start(directory, "mapdb:./data")) {
        String output = second.rest();

        assertThat(output).startsWith("HF-1011").hasLineCount(1);
        assertThat(second.exitCode()).isEqualTo(2);
      }
    }
  }
}
