package dev.holdfast.backend.mapdb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
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
}
