package dev.holdfast.backend.jdbc.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {

  private static final int STEPS = 2_000;
  private static final int MOST_BYTES = 300;

  @TempDir private Path directory;

  @AfterEach
  void resetInterrupt() {
    Thread.interrupted();
  }

  @Test
  void doesWhatTheFilesOfTheDiskDo() throws IOException {
    Random random = new Random(20);
    Path expected = directory.resolve("expected");
    Path actual = directory.resolve("actual");
    try (FileChannel disk = open("", expected);
        FileChannel steady = open(SteadyPath.register(), actual)) {
      for (int i = 0; i < STEPS; i++) {
        step(random, disk, steady);
        assertThat(steady.size()).isEqualTo(disk.size());
        assertThat(steady.position()).isEqualTo(disk.position());
      }
      steady.force(true);
    }
    assertThat(actual).hasSameBinaryContentAs(expected);
  }

  private static void step(Random random, FileChannel disk, FileChannel steady) throws IOException {
    int from = random.nextInt((int) disk.size() + 10);
    byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
    random.nextBytes(bytes);
    switch (random.nextInt(6)) {
      case 0 ->
          assertThat(steady.write(part(bytes), from)).isEqualTo(disk.write(part(bytes), from));
      case 1 -> {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        assertThat(steady.write(direct)).isEqualTo(disk.write(direct.duplicate().rewind()));
        assertThat(direct.hasRemaining()).isFalse();
      }
      case 2 -> {
        ByteBuffer found = part(bytes);
        ByteBuffer wanted = part(bytes.clone());
        assertThat(steady.read(found, from)).isEqualTo(disk.read(wanted, from));
        assertThat(found).isEqualTo(wanted);
        assertThat(found.array()).isEqualTo(wanted.array());
      }
      case 3 -> {
        ByteBuffer found = ByteBuffer.allocateDirect(bytes.length);
        ByteBuffer wanted = ByteBuffer.allocate(bytes.length);
        assertThat(steady.read(found, from)).isEqualTo(disk.read(wanted, from));
        assertThat(found.flip()).isEqualTo(wanted.flip());
      }
      case 4 -> {
        steady.position(from);
        disk.position(from);
      }
      default -> {
        if (random.nextInt(20) == 0) {
          steady.truncate(from);
          disk.truncate(from);
        }
      }
    }
  }

  /** Returns a buffer on the middle of {@code bytes}. */
  private static ByteBuffer part(byte[] bytes) {
    return ByteBuffer.wrap(bytes).position(bytes.length / 3).slice();
  }

  @Test
  void staysOpenWhenItsThreadIsInterrupted() throws IOException {
    byte[] bytes = {1, 2, 3};
    try (FileChannel steady = open(SteadyPath.register(), directory.resolve("file"))) {
      Thread.currentThread().interrupt();
      steady.write(ByteBuffer.wrap(bytes), 0);
      steady.force(true);
      ByteBuffer found = ByteBuffer.allocate(bytes.length);
      steady.read(found, 0);

      assertThat(found.array()).isEqualTo(bytes);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(steady.isOpen()).isTrue();
    }
  }

  @Test
  void isLockedOnce() throws IOException {
    Path path = directory.resolve("file");
    try (FileChannel steady = open(SteadyPath.register(), path);
        FileChannel other = FilePath.get(path.toString()).open("rw")) {
      assertThat(steady.tryLock()).isNotNull();
      Assertions.assertThatThrownBy(other::tryLock)
          .isInstanceOf(OverlappingFileLockException.class);
    }
    assertThat(Files.size(path)).isZero();
    assertThat(Arrays.asList(directory.toFile().list())).containsExactly("file");
  }

  private static FileChannel open(String scheme, Path path) throws IOException {
    return FilePath.get(scheme + path).open("rw");
  }
}
