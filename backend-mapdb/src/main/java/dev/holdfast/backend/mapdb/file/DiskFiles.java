package dev.holdfast.backend.mapdb.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mapdb.volume.Volume;

/** The files of this machine. */
public final class DiskFiles implements FileLayer {

  @Override
  public StoreFile create(Path file) throws IOException {
    return DiskFile.create(file);
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return DiskFile.open(file);
  }

  /** Maps the file; the mapping goes when nothing refers to the volume any more. */
  @Override
  public Volume openVolume(Path file) throws IOException {
    return new MappedVolume(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
          }
        });
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public @Nullable AutoCloseable lock(Path file, String holder) throws IOException {
    return ProcessLock.take(file, holder);
  }

  @Override
  public String holder(Path lock) throws IOException {
    return ProcessLock.holder(lock);
  }
}
