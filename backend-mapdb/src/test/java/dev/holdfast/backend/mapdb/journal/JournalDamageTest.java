package dev.holdfast.backend.mapdb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.CorruptException;
import dev.holdfast.spi.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening makes of journals that were torn, damaged, or lost files. */
class JournalDamageTest extends JournalFixture {

  private void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void tornTail_isCutAndWrittenOver() throws IOException {
    write(10);
    int last = Format.SEGMENT_HEADER + 9 * Format.align(Format.RECORD_HEADER + 9);
    damage(segment(1), last + Format.RECORD_HEADER + 2);
    try (Journal journal = open()) {
      assertThat(recovered).isEqualTo(upTo(9));
      append(journal, 9);
      append(journal, 10);
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(11));
  }

  @Test
  void wholeRecordBehindATornOne_neverComesBack() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 10; i++) {
        journal.await(journal.append(payload(i), false, () -> {}), Deadline.NEVER);
      }
    }
    int ninth = Format.SEGMENT_HEADER + 8 * Format.align(Format.RECORD_HEADER + 9);
    damage(segment(1), ninth + Format.RECORD_HEADER + 2);
    try (Journal journal = open()) {
      append(journal, 8);
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(9));
  }

  @Test
  void damageBeforeForcedRecords_isCorruptAndNamesThePlace() throws IOException {
    write(10);
    int third = Format.SEGMENT_HEADER + 2 * Format.align(Format.RECORD_HEADER + 9);
    damage(segment(1), third + Format.RECORD_HEADER + 2);
    byte[] before = Files.readAllBytes(segment(1));
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(segment(1) + " is damaged at position " + third);
    assertThat(Files.readAllBytes(segment(1))).isEqualTo(before);
  }

  @Test
  void damageInAWholeSegment_isCorrupt() throws IOException {
    write(1_000);
    damage(segment(2), (int) Files.size(segment(2)) - 40);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(segment(2).toString());
  }

  @Test
  void missingSegment_isCorrupt() throws IOException {
    write(1_000);
    Files.delete(segment(3));
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(segment(3).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, Format.SEGMENT_HEADER, 100, SEGMENT - 1})
  void lastSegmentCutShort_isCorruptAndLeftAsItIs(int length) throws IOException {
    write(10);
    truncate(segment(1), length);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(segment(1).toString());
    assertThat(Files.size(segment(1))).isEqualTo(length);
  }

  private static void truncate(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  @Test
  void emptySpareSegmentCutShort_isCorrupt() throws IOException {
    write(1_000);
    Path spare = segment(lastSegment());
    truncate(spare, SEGMENT / 2);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(spare + " is damaged at position " + SEGMENT / 2)
        .hasMessageContaining("made with " + SEGMENT + " bytes");
  }

  private long lastSegment() throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names
          .map(file -> file.getFileName().toString())
          .filter(Format::isSegment)
          .mapToLong(Format::segmentOf)
          .max()
          .orElseThrow();
    }
  }

  @Test
  void segmentMadeWithoutItsSize_isRead() throws IOException {
    write(10);
    byte[] bytes = Files.readAllBytes(segment(1));
    Arrays.fill(bytes, 2 * Long.BYTES, Format.SEGMENT_HEADER, (byte) 0);
    Files.write(segment(1), bytes);
    open().close();
    assertThat(recovered).isEqualTo(upTo(10));
  }
}
