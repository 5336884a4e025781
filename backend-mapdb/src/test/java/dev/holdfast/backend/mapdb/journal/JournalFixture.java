package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a directory of its own, whose records are numbers. */
abstract class JournalFixture {

  static final int SEGMENT = 4_096;

  @TempDir Path directory;

  final List<Long> recovered = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    Journal.create(new DiskFiles(), directory, SEGMENT);
  }

  Journal open(BlockingFiles files) throws IOException {
    return open(files, SEGMENT);
  }

  Journal open(BlockingFiles files, int segmentSize) throws IOException {
    recovered.clear();
    return Journal.open(files, directory, segmentSize, 1, this::recover, () -> {});
  }

  Journal open() throws IOException {
    return open(new BlockingFiles());
  }

  void recover(ByteBuffer payload) {
    recovered.add(payload.getLong());
  }

  static ByteBuffer payload(long number) {
    return ByteBuffer.allocate(9).put(Journal.commitKind()).putLong(number).flip();
  }

  static void append(Journal journal, long number) {
    journal.await(journal.append(payload(number), true, () -> {}), Deadline.NEVER);
  }

  void write(int count) throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < count; i++) {
        append(journal, i);
      }
    }
  }

  static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  Path segment(long number) {
    return directory.resolve(Format.fileName(number));
  }
}
