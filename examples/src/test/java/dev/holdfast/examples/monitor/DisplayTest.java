package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.DeltaFormat;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.examples.machine.Machine;
import dev.holdfast.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayTest {

  private static Viewer viewer(String id, JsonObject value) {
    Viewer viewer = new Viewer("one", new Wire(DeltaFormat.nested()));
    viewer.receive(id, full(id, value));
    return viewer;
  }

  private static SyncAnswer full(String id, JsonObject value) {
    return new SyncAnswer.FullContext(new Context(id, value, 1, 2, Instant.EPOCH));
  }

  private static Scene scene(Viewer viewer) {
    return new Scene(
        Duration.ofMillis(1500),
        1,
        2,
        List.of(new Scene.Row(viewer, viewer.traffic(), 0)),
        3,
        new TreeSet<>());
  }

  @Test
  void table_showsTheViewersCopyAndGivesTheScreenBack() {
    StringWriter screen = new StringWriter();
    Viewer viewer =
        viewer("cpu", JsonObject.of("total", 12, "cores", JsonObject.of("0", 7, "1", 9)));
    try (TableDisplay display = new TableDisplay(new PrintWriter(screen), "Title")) {
      display.show(scene(viewer));
    }

    assertThat(screen.toString())
        .startsWith("\u001b[?1049h")
        .contains("Title, 1 s.", "cpu        12 %  cores 7 9", "one ", "3 comparisons")
        .endsWith("\u001b[?1049l");
  }

  @Test
  void table_fitsAnOrdinaryTerminal() {
    StringWriter screen = new StringWriter();
    Viewer viewer = new Viewer("comes and goes", new Wire(DeltaFormat.nested()));
    Map<String, JsonObject> machine = new HashMap<>(Machine.here().sample());
    machine.put("disks", disks(9));
    machine.put("processes", processes(50));
    machine.forEach((part, state) -> viewer.receive(part, full(part, state)));
    Scene.Row row = new Scene.Row(viewer, viewer.traffic(), 0);
    Scene scene = new Scene(Duration.ZERO, 6, 6, List.of(row, row, row, row), 24, new TreeSet<>());
    try (TableDisplay display = new TableDisplay(new PrintWriter(screen), "Title")) {
      display.show(scene);
    }

    assertThat(screen.toString().split("\r\n", -1)).hasSizeLessThanOrEqualTo(24);
    assertThat(ViewerTable.lines(scene)).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  private static JsonObject disks(int count) {
    JsonObject disks = JsonObject.EMPTY;
    for (int i = 0; i < count; i++) {
      disks = disks.with("d" + i, JsonObject.of("percent", i, "total", 100));
    }
    return disks;
  }

  private static JsonObject processes(int count) {
    JsonObject processes = JsonObject.EMPTY;
    for (int i = 0; i < count; i++) {
      processes = processes.with("p" + i, JsonObject.of("name", "n" + i, "cpu", i, "memory", 1));
    }
    return processes;
  }

  @Test
  void processes_showTheBusiestFirst() {
    assertThat(MachineView.lines(viewer("processes", processes(12))))
        .hasSize(6)
        .first()
        .asString()
        .contains("p11", "11 %", "n11");
  }

  @Test
  void plainLine_holdsTheFigures() {
    StringWriter out = new StringWriter();
    try (PlainDisplay display = new PlainDisplay(new PrintWriter(out))) {
      display.show(scene(viewer("a", JsonObject.EMPTY)));
    }

    assertThat(out.toString())
        .startsWith("  1.5 s: 2 versions of 1 contexts; 0 deltas and 1 full contexts travelled,")
        .contains("3 comparisons, 0 differ");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "12345678,12.3 MB",
    "9223372036854775807,9223372.0 TB"
  })
  void size_isReadable(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
  }
}
