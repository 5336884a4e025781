package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.mapdb.volume.Volume;

/** Files whose forces are counted and can be held up. */
final class BlockingFiles implements FileLayer {

  final AtomicInteger forces = new AtomicInteger();
  private final FileLayer files = new DiskFiles();
  private volatile CountDownLatch entered = new CountDownLatch(0);
  private volatile CountDownLatch released = new CountDownLatch(0);

  /** Holds up forces from now on; what it returns opens when one has begun. */
  CountDownLatch block() {
    entered = new CountDownLatch(1);
    released = new CountDownLatch(1);
    return entered;
  }

  void release() {
    released.countDown();
  }

  private StoreFile blocking(StoreFile file) {
    return new StoreFile() {
      @Override
      public void write(ByteBuffer source, long position) throws IOException {
        file.write(source, position);
      }

      @Override
      public void read(ByteBuffer target, long position) throws IOException {
        file.read(target, position);
      }

      @Override
      public void force() throws IOException {
        forces.incrementAndGet();
        entered.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        file.force();
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public StoreFile create(Path file) throws IOException {
    return blocking(files.create(file));
  }

  @Override
  public StoreFile open(Path file) throws IOException {
    return blocking(files.open(file));
  }

  @Override
  public Volume openVolume(Path file) throws IOException {
    return files.openVolume(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    files.delete(file);
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
}
