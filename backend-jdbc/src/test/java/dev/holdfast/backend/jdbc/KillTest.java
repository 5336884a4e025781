package dev.holdfast.backend.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an embedded database acknowledged is there after its process was killed. */
class KillTest {

  private static final int COMMITS = 150;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:file:", "jdbc:sqlite:"})
  void whatWasAcknowledged_isThereAfterAKill(String engine) throws Exception {
    String url = engine + directory.resolve("killed");
    long acknowledged = 0;
    for (int round = Boolean.getBoolean("holdfast.long") ? 20 : 2; round > 0; round--) {
      acknowledged = writeAndKill(url, acknowledged);
      long version = version(url);
      assertThat(version).isBetween(acknowledged, acknowledged + 1);
      acknowledged = version;
    }
  }

  private static long writeAndKill(String url, long from) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWriter.class.getName(),
                url,
                Long.toString(from))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long acknowledged = from;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        acknowledged = Long.parseLong(line);
        if (acknowledged == from + COMMITS) {
          // Not the process itself, which would close what it still has to say.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(from + COMMITS);
    return acknowledged;
  }

  private static long version(String url) {
    try (Backend backend = DoomedWriter.open(url)) {
      CellRead read =
          CellRead.of(
              DoomedWriter.CELL, Part.HeadPart.ANY, new Part.LogStatsPart(DoomedWriter.LOG));
      CellAnswer answer =
          backend.read(List.of(read), Deadline.after(Duration.ofSeconds(30))).get(0);
      assertThat(requireNonNull(answer.answer(1, LogStats.class)).count())
          .isEqualTo(answer.version());
      return answer.version();
    }
  }
}
