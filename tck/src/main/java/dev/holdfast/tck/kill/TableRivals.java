package dev.holdfast.tck.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.durable.DurableTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets processes fight over one durable table: whatever one was told is stored is there in the end,
 * whatever it was refused is not.
 *
 * <p>For backends that many processes reach.
 */
public final class TableRivals {

  private final Map<String, String> keys;

  /**
   * Makes rivals on an empty storage.
   *
   * @param keys with which each opens it: whole keys and their values, {@code holdfast.url} among
   *     them
   */
  public TableRivals(Map<String, String> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * Starts rivals, waits for them, and checks what is there.
   *
   * @param rivals how many processes
   * @param writes how many writes each attempts
   * @throws AssertionError if a write is lost, or one is there that was refused
   */
  public void run(int rivals, int writes) throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    Set<String> stored = new HashSet<>();
    Set<String> refused = new HashSet<>();
    try {
      for (int i = 0; i < rivals; i++) {
        processes.add(
            ChildProcess.start(RivalTable.class, keys, "rival" + i, Integer.toString(writes)));
      }
      List<BufferedReader> answers = new ArrayList<>();
      for (Process process : processes) {
        answers.add(process.inputReader(StandardCharsets.US_ASCII));
        assertThat(answers.get(answers.size() - 1).readLine()).isEqualTo("ready");
      }
      for (Process process : processes) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      }
      for (Process process : processes) {
        read(answers.get(processes.indexOf(process)), stored, refused);
        assertThat(process.waitFor()).as("what a rival ended with").isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    assertThat(stored.size() + refused.size()).isEqualTo(rivals * writes);
    assertThat(refused).as("writes of a former owner").isNotEmpty();
    check(stored, refused);
  }

  private static void read(BufferedReader lines, Set<String> stored, Set<String> refused)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", -1);
      (words[0].equals("stored") ? stored : refused).add(words[1]);
    }
  }

  private void check(Set<String> stored, Set<String> refused) {
    try (Holdfast holdfast = Holdfast.open(HoldfastConfig.from(keys))) {
      DurableTable<String, Long> table = RivalTable.open(holdfast);
      assertThat(table.size()).as("keys").isEqualTo(2L * stored.size());
      for (String key : stored) {
        assertThat(table.lookup(key)).as(key).isPresent();
        assertThat(table.lookup(key + "-twin")).as(key).isEqualTo(table.lookup(key));
      }
      for (String key : refused) {
        assertThat(table.lookup(key)).as(key).isEmpty();
      }
    }
  }
}
