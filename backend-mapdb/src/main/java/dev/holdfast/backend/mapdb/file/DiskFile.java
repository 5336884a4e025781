package dev.holdfast.backend.mapdb.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file on disk.
 *
 * <p>An interrupt closes a {@link FileChannel} for everybody. All operations name their position,
 * so one that was cut short is simply done again on a channel opened anew.
 */
final class DiskFile implements StoreFile {

  private final Path path;
  private FileChannel channel;

  private DiskFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DiskFile create(Path path) throws IOException {
    return new DiskFile(
        path,
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  static DiskFile open(Path path) throws IOException {
    return new DiskFile(path, channel(path));
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    ByteBuffer unwritten = source.duplicate();
    repeatWhenInterrupted(
        file -> {
          ByteBuffer bytes = unwritten.duplicate();
          for (long at = position; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
          }
        });
    source.position(source.limit());
  }

  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    ByteBuffer unread = target.duplicate();
    repeatWhenInterrupted(
        file -> {
          ByteBuffer bytes = unread.duplicate();
          for (long at = position; bytes.hasRemaining(); ) {
            int read = file.read(bytes, at);
            if (read < 0) {
              throw new EOFException(path + " ends at " + at);
            }
            at += read;
          }
        });
    target.position(target.limit());
  }

  @Override
  public void force() throws IOException {
    repeatWhenInterrupted(file -> file.force(false));
  }

  @Override
  public long size() throws IOException {
    long[] size = new long[1];
    repeatWhenInterrupted(file -> size[0] = file.size());
    return size[0];
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private interface Operation {
    void run(FileChannel channel) throws IOException;
  }

  private void repeatWhenInterrupted(Operation operation) throws IOException {
    Uninterrupted.run(
        () -> {
          try {
            operation.run(channel);
          } catch (ClosedByInterruptException e) {
            channel = channel(path);
            throw e;
          }
        });
  }
}
