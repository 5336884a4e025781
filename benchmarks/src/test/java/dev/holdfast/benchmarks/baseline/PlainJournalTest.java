package dev.holdfast.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainJournalTest {

  private static final int MIB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void records_followOneAnotherInAFileAllocatedBefore() throws IOException {
    Path file = directory.resolve("journal");
    try (PlainJournal journal = new PlainJournal(file, MIB)) {
      assertThat(file).hasSize(MIB);
      journal.append(bytes(1, 100));
      journal.append(bytes(2, 50));
    }
    byte[] content = Files.readAllBytes(file);
    assertThat(content).hasSize(MIB);
    assertThat(content).startsWith(bytes(1, 100).array());
    assertThat(content[100]).isEqualTo((byte) 2);
    assertThat(content[149]).isEqualTo((byte) 2);
    assertThat(content[150]).isZero();
  }

  @Test
  void recordThatDoesNotFit_startsOver() throws IOException {
    Path file = directory.resolve("journal");
    try (PlainJournal journal = new PlainJournal(file, MIB)) {
      journal.append(bytes(1, MIB - 10));
      journal.append(bytes(2, 20));
      journal.append(bytes(3, 20));
    }
    byte[] content = Files.readAllBytes(file);
    assertThat(content).hasSize(MIB);
    assertThat(content[0]).isEqualTo((byte) 2);
    assertThat(content[20]).isEqualTo((byte) 3);
    assertThat(content[40]).isEqualTo((byte) 1);
  }

  @Test
  void concurrentAppends_allArriveWhole() throws Exception {
    Path file = directory.resolve("journal");
    List<Callable<Void>> writers = new ArrayList<>();
    try (PlainJournal journal = new PlainJournal(file, MIB)) {
      for (int writer = 1; writer <= 8; writer++) {
        ByteBuffer record = bytes(writer, 64);
        writers.add(
            () -> {
              for (int i = 0; i < 10; i++) {
                journal.append(record.duplicate());
              }
              return null;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      for (Future<Void> result : threads.invokeAll(writers)) {
        result.get();
      }
      threads.shutdown();
    }
    int[] records = new int[9];
    byte[] content = Files.readAllBytes(file);
    for (int at = 0; at < 80 * 64; at += 64) {
      byte writer = content[at];
      for (int i = at; i < at + 64; i++) {
        assertThat(content[i]).isEqualTo(writer);
      }
      records[writer]++;
    }
    assertThat(records).containsExactly(0, 10, 10, 10, 10, 10, 10, 10, 10);
  }

  private static ByteBuffer bytes(int value, int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) value);
    return ByteBuffer.wrap(content);
  }
}
