package dev.holdfast.examples.machine;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The processes that used the processor most since the last call. */
final class ProcessProbe implements Probe {

  private static final int MOST = 50;

  private record Use(ProcessHandle process, Duration time, Duration more) {
    private static final Comparator<Use> BUSIEST_FIRST =
        Comparator.comparing(Use::more).thenComparing(Use::time).reversed();

    long pid() {
      return process.pid();
    }
  }

  private final Proc proc;
  private Map<Long, Duration> before = new HashMap<>();
  private long measuredAt = System.nanoTime();

  ProcessProbe(Proc proc) {
    this.proc = proc;
  }

  @Override
  public JsonObject sample() {
    long now = System.nanoTime();
    List<Use> uses = ProcessHandle.allProcesses().map(this::use).toList();
    long elapsed = now - measuredAt;
    JsonObjectBuilder busiest = JsonObject.builder();
    uses.stream()
        .sorted(Use.BUSIEST_FIRST)
        .limit(MOST)
        .forEach(use -> busiest.put(Long.toString(use.pid()), describe(use, elapsed)));
    before = uses.stream().collect(Collectors.toMap(Use::pid, Use::time, (one, other) -> one));
    measuredAt = now;
    return busiest.build();
  }

  private Use use(ProcessHandle process) {
    Duration time = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Duration more = time.minus(before.getOrDefault(process.pid(), time));
    return new Use(process, time, more.isNegative() ? Duration.ZERO : more);
  }

  private JsonObject describe(Use use, long elapsed) {
    JsonObjectBuilder process =
        JsonObject.builder()
            .put("name", name(use.process()))
            .put("user", use.process().info().user().orElse("?"))
            .put("since", since(use.process()))
            .put("cpu", Amounts.percent(use.more().toNanos(), elapsed));
    proc.mebibytes(use.pid() + "/status", "VmRSS").ifPresent(size -> process.put("memory", size));
    return process.build();
  }

  private static String since(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
        .orElse("?");
  }

  private String name(ProcessHandle process) {
    return proc.firstLine(process.pid() + "/comm")
        .or(
            () ->
                process.info().command().map(command -> Path.of(command).getFileName().toString()))
        .orElse("?");
  }
}
