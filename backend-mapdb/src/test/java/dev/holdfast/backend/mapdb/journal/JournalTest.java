package dev.holdfast.backend.mapdb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

  private static final int SEGMENT = 4_096;

  @TempDir Path directory;

  private final List<Long> recovered = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    Journal.create(new DiskFiles(), directory, SEGMENT);
  }

  private Journal open(BlockingFiles files) throws IOException {
    return open(files, SEGMENT);
  }

  private Journal open(BlockingFiles files, int segmentSize) throws IOException {
    recovered.clear();
    return Journal.open(files, directory, segmentSize, 1, this::recover, () -> {});
  }

  private Journal open() throws IOException {
    return open(new BlockingFiles());
  }

  private void recover(ByteBuffer payload) {
    recovered.add(payload.getLong());
  }

  private static ByteBuffer payload(long number) {
    return ByteBuffer.allocate(9).put(Journal.commitKind()).putLong(number).flip();
  }

  private static void append(Journal journal, long number) {
    journal.await(journal.append(payload(number), true, () -> {}), Deadline.NEVER);
  }

  private void write(int count) throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < count; i++) {
        append(journal, i);
      }
    }
  }

  private static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private Path segment(long number) {
    return directory.resolve(Format.fileName(number));
  }

  private void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void recordsInSeveralSegments_areReadInOrder() throws IOException {
    write(1_000);
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
    assertThat(segment(5)).exists();
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

  @ParameterizedTest
  @ValueSource(ints = {SEGMENT / 2, SEGMENT, 2 * SEGMENT})
  void segmentsOfAnotherSizeThanNow_areRead(int size) throws IOException {
    write(100);
    try (Journal journal = open(new BlockingFiles(), size)) {
      for (int i = 100; i < 1_000; i++) {
        append(journal, i);
      }
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
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

  @Test
  void recordLargerThanASegment_isKept() throws IOException {
    ByteBuffer large = ByteBuffer.allocate(3 * SEGMENT).put(Journal.commitKind()).putLong(7);
    try (Journal journal = open()) {
      append(journal, 6);
      journal.await(journal.append(large.rewind(), true, () -> {}), Deadline.NEVER);
      append(journal, 8);
    }
    open().close();
    assertThat(recovered).containsExactly(6L, 7L, 8L);
  }

  @Test
  void writersThatArriveDuringAForce_shareTheNext() throws Exception {
    BlockingFiles files = new BlockingFiles();
    ExecutorService threads = Executors.newFixedThreadPool(17);
    try (Journal journal = open(files)) {
      CountDownLatch forcing = files.block();
      Future<?> first = threads.submit(() -> append(journal, 0));
      forcing.await();
      int forces = files.forces.get();
      List<Ticket> tickets =
          IntStream.range(1, 17).mapToObj(i -> journal.append(payload(i), true, () -> {})).toList();
      List<Future<?>> others = new ArrayList<>();
      for (Ticket ticket : tickets) {
        others.add(threads.submit(() -> journal.await(ticket, Deadline.NEVER)));
      }
      files.release();
      first.get();
      for (Future<?> other : others) {
        other.get();
      }
      assertThat(files.forces.get()).isEqualTo(forces + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void deadlineWhileAnotherForces_isUnknownAndHandedOver() throws Exception {
    BlockingFiles files = new BlockingFiles();
    AtomicInteger abandoned = new AtomicInteger();
    AtomicInteger published = new AtomicInteger();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Journal journal =
        Journal.open(files, directory, SEGMENT, 1, payload -> {}, abandoned::incrementAndGet)) {
      CountDownLatch forcing = files.block();
      Future<?> first = threads.submit(() -> append(journal, 0));
      forcing.await();
      Ticket ticket = journal.append(payload(1), true, published::incrementAndGet);
      assertThatThrownBy(() -> journal.await(ticket, Deadline.after(Duration.ofMillis(1))))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(abandoned).hasValue(1);
      files.release();
      first.get();
      journal.flush();
      assertThat(published).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void interruptOfTheLeader_doesNotBreakTheFile() throws IOException {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      append(journal, 0);
      assertThat(Thread.interrupted()).isTrue();
      append(journal, 1);
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(2));
  }

  @Test
  void interruptOfALeaderWhoEndsSegments_doesNotBreakTheJournal() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 1_000; i++) {
        Thread.currentThread().interrupt();
        append(journal, i);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(journal.failure()).isNull();
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
    assertThat(segment(5)).exists();
  }
}
