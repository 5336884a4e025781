package dev.holdfast.backend.mapdb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interrupt does to the work on files: nothing, and the flag stays for who looks at it. */
class DiskFilesTest {

  @TempDir Path directory;

  private final FileLayer files = new DiskFiles();

  private static void assertWorksInterrupted(ThrowingCallable work) {
    Thread.currentThread().interrupt();
    assertThatCode(work).doesNotThrowAnyException();
    assertThat(Thread.interrupted()).isTrue();
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void directoryForcedByAnInterruptedThread_isForced() {
    assertWorksInterrupted(() -> files.forceDirectory(directory));
  }

  @Test
  void lockTakenByAnInterruptedThread_isHeldAndNamesTheHolder() {
    Path lock = directory.resolve("lock");
    List<AutoCloseable> taken = new ArrayList<>();
    assertWorksInterrupted(() -> taken.add(files.lock(lock, "process 1")));
    assertWorksInterrupted(() -> assertThat(files.lock(lock, "process 2")).isNull());
    assertWorksInterrupted(() -> assertThat(files.holder(lock)).isEqualTo("process 1"));
    assertWorksInterrupted(() -> taken.get(0).close());
  }

  @Test
  void fileUsedByAnInterruptedThread_isReadAsItWasWritten() {
    Path path = directory.resolve("file");
    ByteBuffer read = ByteBuffer.allocate(Long.BYTES);
    assertWorksInterrupted(
        () -> {
          try (StoreFile file = files.create(path)) {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, 7), 0);
            file.force();
          }
          try (StoreFile file = files.open(path)) {
            assertThat(file.size()).isEqualTo(Long.BYTES);
            file.read(read, 0);
          }
        });
    assertThat(read.getLong(0)).isEqualTo(7);
    assertWorksInterrupted(() -> assertThat(files.openVolume(path).getLong(0)).isEqualTo(7));
    assertWorksInterrupted(() -> files.rename(path, directory.resolve("other")));
    assertWorksInterrupted(() -> assertThat(files.names(directory)).containsExactly("other"));
    assertWorksInterrupted(() -> files.delete(directory.resolve("other")));
  }
}
