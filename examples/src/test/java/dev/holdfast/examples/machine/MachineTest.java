package dev.holdfast.examples.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {

  @TempDir Path proc;

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void thisMachine_hasAllParts() {
    Map<String, JsonObject> state = Machine.here().sample();

    assertThat(state).containsOnlyKeys("host", "cpu", "memory", "disks", "processes", "jvm");
    assertThat(state.get("memory").integer("total")).isPositive();
    assertThat(state.get("host").integer("cores")).isPositive();
    assertThat(state.get("jvm").integer("threads")).isPositive();
    assertThat(state.get("processes").keys()).isNotEmpty();
  }

  @Test
  void machineWithoutProc_isReadFromTheJdk() {
    Map<String, JsonObject> state = new Machine(new Proc(proc.resolve("missing"))).sample();

    assertThat(state.get("cpu").decimal("total")).isNotNegative();
    assertThat(state.get("cpu").object("cores").isEmpty()).isTrue();
    assertThat(state.get("memory").integer("total")).isPositive();
    assertThat(state.get("processes").object(firstProcess(state)).string("name")).isNotEmpty();
  }

  private static String firstProcess(Map<String, JsonObject> state) {
    return state.get("processes").keys().get(0);
  }

  @Test
  void cpu_isMeasuredFromCallToCall() throws IOException {
    CpuProbe probe = new CpuProbe(new Proc(proc));
    write("stat", "cpu  10 0 10 70 10 0 0 0 0 0\ncpu0 10 0 10 70 10 0 0 0 0 0\nintr 5\n");
    assertThat(probe.sample()).hasToString("{\"total\":20.0,\"cores\":{\"0\":20.0}}");

    write("stat", "cpu  85 0 10 95 10 0 0 0 0 0\ncpu0 10 0 10 80 10 0 0 0 0 0\nintr 5\n");
    assertThat(probe.sample()).hasToString("{\"total\":75.0,\"cores\":{\"0\":0.0}}");
  }

  @Test
  void memory_countsWhatTheSystemWouldGiveUpAsFree() throws IOException {
    write("meminfo", "MemTotal:       2048000 kB\nMemFree: 1 kB\nMemAvailable:   1024000 kB\n");
    JsonObject memory = new MemoryProbe(new Proc(proc)).sample();

    assertThat(memory.integer("total")).isEqualTo(2000);
    assertThat(memory.integer("used")).isEqualTo(1000);
  }

  @Test
  void host_hasTheThreeLoadAverages() throws IOException {
    write("loadavg", "0.52 1.5 2 1/345 6789\n");
    write("sys/kernel/hostname", "kelp\n");
    JsonObject host = new HostProbe(new Proc(proc)).sample();

    assertThat(host.string("name")).isEqualTo("kelp");
    assertThat(host.object("load")).hasToString("{\"1min\":0.52,\"5min\":1.50,\"15min\":2.00}");
  }

  @Test
  void process_hasNameAndMemoryFromProc() throws IOException {
    long pid = ProcessHandle.current().pid();
    write(pid + "/comm", "kelp\n");
    write(pid + "/status", "Name:\tkelp\nVmRSS:\t  4096 kB\n");
    JsonObject self = new ProcessProbe(new Proc(proc)).sample().object(Long.toString(pid));

    assertThat(self.string("name")).isEqualTo("kelp");
    assertThat(self.integer("memory")).isEqualTo(4);
  }
}
