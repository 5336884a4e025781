package dev.holdfast.backend.mapdb.crash;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mapdb.volume.Volume;

/**
 * Files in memory that forget, when the power goes, what was not forced.
 *
 * <p>Of each write that was not forced any of its sectors may be lost, whatever became of later
 * ones; of the changes to a directory that were not forced, any. Thread-safe.
 */
public final class ForgetfulFiles implements FileLayer {

  private static final int SECTOR = 512;

  private final Map<String, Content> names = new TreeMap<>();
  private final Map<String, Content> safeNames;
  private final List<Consumer<Map<String, Content>>> nameChanges = new ArrayList<>();
  private long operationsLeft = Long.MAX_VALUE;
  private String failing = "nothing";
  private String broken = "nothing";
  private volatile String faulty = "nothing";

  /** Makes an empty directory. */
  public ForgetfulFiles() {
    this(new TreeMap<>());
  }

  private ForgetfulFiles(Map<String, Content> safeNames) {
    this.safeNames = safeNames;
    names.putAll(safeNames);
  }

  /** Lets the power go at the operation after so many more. */
  public synchronized void cutPowerAfter(long operationsMore) {
    operationsLeft = operationsMore;
  }

  /** Lets the creation of files fail whose names begin so. */
  public synchronized void failOn(String prefix) {
    failing = prefix;
  }

  /** Lets writes fail to files whose names begin so. */
  public synchronized void breakFiles(String prefix) {
    broken = prefix;
  }

  /** Lets reads of open volumes fail whose names begin so. */
  public void faultOn(String prefix) {
    faulty = prefix;
  }

  /** Returns what a machine finds that starts after the power was lost. */
  public synchronized ForgetfulFiles afterPowerLoss(Random random) {
    operationsLeft = 0;
    Map<String, Content> found = new TreeMap<>(safeNames);
    for (Consumer<Map<String, Content>> change : nameChanges) {
      if (random.nextBoolean()) {
        change.accept(found);
      }
    }
    found.replaceAll((name, content) -> content.afterPowerLoss(random));
    return new ForgetfulFiles(found);
  }

  private void use() throws IOException {
    if (operationsLeft <= 0) {
      throw new IOException("the power is gone");
    }
    operationsLeft--;
  }

  private void changeNames(Consumer<Map<String, Content>> change) {
    change.accept(names);
    nameChanges.add(change);
  }

  @Override
  public synchronized StoreFile create(Path file) throws IOException {
    use();
    if (name(file).startsWith(failing)) {
      throw new IOException("the disk is full");
    }
    Content content = new Content();
    changeNames(directory -> directory.put(name(file), content));
    return new OpenFile(name(file), content);
  }

  @Override
  public synchronized StoreFile open(Path file) throws IOException {
    return new OpenFile(name(file), content(file));
  }

  private Content content(Path file) throws IOException {
    Content content = names.get(name(file));
    if (content == null) {
      throw new FileNotFoundException(file.toString());
    }
    return content;
  }

  @Override
  public synchronized Volume openVolume(Path file) throws IOException {
    Content content = content(file);
    return new FaultyVolume(
        Arrays.copyOf(content.bytes, content.size), () -> name(file).startsWith(faulty));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    use();
    Content content = content(from);
    changeNames(
        directory -> {
          directory.remove(name(from), content);
          directory.put(name(to), content);
        });
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    use();
    changeNames(directory -> directory.remove(name(file)));
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    use();
    safeNames.clear();
    safeNames.putAll(names);
    nameChanges.clear();
  }

  @Override
  public synchronized List<String> names(Path directory) {
    return List.copyOf(names.keySet());
  }

  /** Returns how many bytes the files have whose names are asked for. */
  public synchronized long bytes(Predicate<String> named) {
    return names.entrySet().stream()
        .filter(file -> named.test(file.getKey()))
        .mapToLong(file -> file.getValue().size)
        .sum();
  }

  @Override
  public AutoCloseable lock(Path file, String holder) {
    return () -> {};
  }

  @Override
  public String holder(Path lock) {
    return "nobody";
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private record Write(int position, byte[] bytes) {}

  private static final class Content {
    private byte[] bytes = new byte[0];
    private int size;
    private byte[] safe = new byte[0];
    private final List<Write> unforced = new ArrayList<>();

    void write(int position, byte[] written) {
      bytes = grown(bytes, position + written.length);
      System.arraycopy(written, 0, bytes, position, written.length);
      size = Math.max(size, position + written.length);
      unforced.add(new Write(position, written));
    }

    private static byte[] grown(byte[] bytes, int length) {
      return length <= bytes.length
          ? bytes
          : Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }

    void force() {
      for (Write write : unforced) {
        safe = longEnough(safe, write.position + write.bytes.length);
        System.arraycopy(write.bytes, 0, safe, write.position, write.bytes.length);
      }
      unforced.clear();
    }

    private static byte[] longEnough(byte[] bytes, int length) {
      return length <= bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    Content afterPowerLoss(Random random) {
      byte[] found = safe.clone();
      for (Write write : unforced) {
        for (int from = 0; from < write.bytes.length; ) {
          int at = write.position + from;
          int length = Math.min(SECTOR - at % SECTOR, write.bytes.length - from);
          if (random.nextBoolean()) {
            found = longEnough(found, at + length);
            System.arraycopy(write.bytes, from, found, at, length);
          }
          from += length;
        }
      }
      Content content = new Content();
      content.bytes = found;
      content.size = found.length;
      content.safe = found.clone();
      return content;
    }
  }

  private final class OpenFile implements StoreFile {

    private final String name;
    private final Content content;

    OpenFile(String name, Content content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (ForgetfulFiles.this) {
        use();
        if (name.startsWith(broken)) {
          throw new IOException("the disk is broken");
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        content.write((int) position, bytes);
      }
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      synchronized (ForgetfulFiles.this) {
        if (position + target.remaining() > content.size) {
          throw new EOFException();
        }
        target.put(content.bytes, (int) position, target.remaining());
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (ForgetfulFiles.this) {
        use();
        content.force();
      }
    }

    @Override
    public long size() {
      synchronized (ForgetfulFiles.this) {
        return content.size;
      }
    }

    @Override
    public void close() {
      // Closing forces nothing.
    }
  }
}
