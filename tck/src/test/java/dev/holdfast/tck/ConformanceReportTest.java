package dev.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import dev.holdfast.tck.ConformanceReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report says of each clause how it fared, and why it was skipped. */
class ConformanceReportTest {

  private static final BackendInfo INFO =
      new BackendInfo(
          "fake",
          "Fake 1.0",
          new Capabilities(Durability.PROCESS, Failover.NONE, Reach.ONE_PROCESS, Hints.POLLED),
          Limits.DEFAULT);

  @TempDir Path directory;

  @Test
  void ofSeveralTests_theWorstCountsAndASkippedOneTheLeast() throws Exception {
    ConformanceReport report = new ConformanceReport();
    report.add(clause("one"), Outcome.PASSED, "");
    report.add(clause("two"), Outcome.SKIPPED, "no such engine");
    report.add(clause("two"), Outcome.FAILED, "broken");
    report.add(clause("three"), Outcome.SKIPPED, "a | in the\nreason");
    report.note("seed", "42");
    report.write(directory.resolve("new"), "FakeTck", INFO);

    assertThat(read("FakeTck.md"))
        .contains("# Conformance of fake", "- durability: PROCESS", "- seed: 42")
        .contains("| CELL-ONE-01 | passed |  |", "| CELL-TWO-01 | failed |  |")
        .contains("| CELL-THREE-01 | skipped | a \\| in the reason |");
    JsonObject clauses = JsonObject.parse(read("FakeTck.json")).object("clauses");
    assertThat(clauses.object("CELL-TWO-01").string("outcome")).isEqualTo("FAILED");
    assertThat(clauses.keys()).containsExactly("CELL-ONE-01", "CELL-THREE-01", "CELL-TWO-01");
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve("new").resolve(file));
  }

  private static Clause clause(String method) throws NoSuchMethodException {
    return Named.class.getDeclaredMethod(method).getAnnotation(Clause.class);
  }

  interface Named {
    @Clause({"CELL-ONE-01", "CELL-TWO-01"})
    void one();

    @Clause("CELL-TWO-01")
    void two();

    @Clause("CELL-THREE-01")
    void three();
  }
}
