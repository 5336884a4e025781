package dev.holdfast.examples.backend;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a store: a lock against other processes, and one for each cell. */
final class CellFiles {

  private static final String ENDING = ".cell";

  private final Path directory;
  private final FileChannel lock;

  private CellFiles(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static CellFiles open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new ConfigurationException(
          ErrorCode.STORAGE_IN_USE, "The store " + directory + " is in use by another process.");
    }
    return new CellFiles(directory, lock);
  }

  List<Cell> all() throws IOException {
    List<Cell> cells = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(name -> name.toString().endsWith(ENDING)).toList()) {
        try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
          cells.add(CellFormat.read(in, file));
        }
      }
    }
    return cells;
  }

  // snippet: write
  /** Replaces a cell's file: a process that dies in the middle leaves the old one. */
  void write(Cell cell) throws IOException {
    Path unfinished = directory.resolve("unfinished");
    // Not by a channel: an interrupt would close that in the middle of a write.
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(unfinished.toFile())))) {
      CellFormat.write(cell, out);
    }
    Files.move(unfinished, file(cell), StandardCopyOption.ATOMIC_MOVE);
  }

  // end of snippet

  void delete(Cell cell) throws IOException {
    Files.deleteIfExists(file(cell));
  }

  private Path file(Cell cell) {
    return directory.resolve(cell.file + ENDING);
  }

  boolean isWritable() {
    return Files.isWritable(directory);
  }

  void close() throws IOException {
    lock.close();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
