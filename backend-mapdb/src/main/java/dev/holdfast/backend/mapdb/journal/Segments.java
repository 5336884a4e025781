package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The files of a journal, made ahead of their use so that a commit allocates nothing on disk. */
final class Segments {

  private static final int ZEROS = 1 << 20;

  private final FileLayer files;
  private final Path directory;
  private final int size;

  Segments(FileLayer files, Path directory, int size) {
    this.files = files;
    this.directory = directory;
    this.size = size;
  }

  Path path(long segment) {
    return directory.resolve(Format.fileName(segment));
  }

  List<Long> numbers() throws IOException {
    return files.names(directory).stream()
        .filter(Format::isSegment)
        .map(Format::segmentOf)
        .sorted()
        .toList();
  }

  /** Makes a segment's file, full of zeros and safe; only then does it get its name. */
  void prepare(long segment) throws IOException {
    Path unfinished = directory.resolve(Format.fileName(segment) + ".tmp");
    try (StoreFile file = files.create(unfinished)) {
      file.write(Format.segmentHeader(segment, size), 0);
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
      for (long at = Format.SEGMENT_HEADER; at < size; at += zeros.limit()) {
        zeros.limit((int) Math.min(ZEROS, size - at)).rewind();
        file.write(zeros, at);
      }
      file.force();
    }
    files.rename(unfinished, path(segment));
    files.forceDirectory(directory);
  }

  /** Reads a whole segment. */
  ByteBuffer content(long segment) throws IOException {
    try (StoreFile file = open(segment)) {
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(content, 0);
      return content.flip();
    }
  }

  /** Tells whether a segment is as {@link #prepare} makes them: nothing was ever written to it. */
  boolean isUnused(long segment) throws IOException {
    ByteBuffer content = content(segment);
    if (!Format.isSegmentHeader(content, segment) || content.limit() < Format.madeSize(content)) {
      return false;
    }
    ByteBuffer records = content.position(Format.SEGMENT_HEADER);
    return records.equals(ByteBuffer.allocate(records.remaining()));
  }

  StoreFile open(long segment) throws IOException {
    return files.open(path(segment));
  }

  void delete(long segment) throws IOException {
    files.delete(path(segment));
  }
}
