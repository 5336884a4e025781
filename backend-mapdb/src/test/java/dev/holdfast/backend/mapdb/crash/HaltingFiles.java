package dev.holdfast.backend.mapdb.crash;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mapdb.volume.Volume;

/** Files of a process that dies at once when it comes to a point for the n-th time. */
final class HaltingFiles implements FileLayer {

  /** What the process exits with when it dies at its point. */
  static final int EXIT = 77;

  private final FileLayer files;
  private final DeathPoint point;
  private final AtomicInteger left;

  HaltingFiles(FileLayer files, DeathPoint point, int times) {
    this.files = files;
    this.point = point;
    this.left = new AtomicInteger(times);
  }

  private void reach(DeathPoint reached, Path file) {
    if (reached == point
        && file.getFileName().toString().startsWith(point.file)
        && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT);
    }
  }

  @Override
  public StoreFile create(Path file) throws IOException {
    return new HaltingFile(file, files.create(file));
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return new HaltingFile(file, files.open(file));
  }

  @Override
  public Volume openVolume(Path file) throws IOException {
    return files.openVolume(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    reach(DeathPoint.BEFORE_MANIFEST_SWITCH, to);
    files.rename(from, to);
    reach(DeathPoint.AFTER_MANIFEST_SWITCH, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    files.delete(file);
    reach(DeathPoint.AFTER_DELETING_A_SEGMENT, file);
    reach(DeathPoint.AFTER_DELETING_A_TABLE, file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    files.forceDirectory(directory);
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    return files.names(directory);
  }

  @Override
  public AutoCloseable lock(Path file, String holder) throws IOException {
    return files.lock(file, holder);
  }

  @Override
  public String holder(Path lock) throws IOException {
    return files.holder(lock);
  }

  private final class HaltingFile implements StoreFile {

    private final Path path;
    private final StoreFile file;

    HaltingFile(Path path, StoreFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      reach(DeathPoint.BEFORE_WRITE, path);
      file.write(source, position);
      reach(DeathPoint.IN_MID_CHECKPOINT, path);
      reach(DeathPoint.IN_MID_MERGE, path);
    }

    @Override
    public void force() throws IOException {
      reach(DeathPoint.BEFORE_FORCE, path);
      file.force();
      reach(DeathPoint.AFTER_FORCE, path);
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      file.read(target, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
