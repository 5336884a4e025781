package dev.holdfast.backend.mapdb.crash;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.spi.CollectionRef;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that is killed: commits on several threads and tells of each commit it was told of.
 */
final class DoomedWriter {

  static final int FAILED = 3;
  static final int THREADS = 3;
  static final int LEDGERS_PER_THREAD = 2;
  static final CollectionRef LEDGERS = new CollectionRef("kill", "ledgers");

  private DoomedWriter() {}

  static Ledger ledger(int number) {
    return new Ledger(LEDGERS.cell("ledger-" + number));
  }

  /** Arguments: the directory, the point to die at, how often to pass it first. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> Runtime.getRuntime().halt(FAILED));
    HaltingFiles files =
        new HaltingFiles(new DiskFiles(), DeathPoint.valueOf(args[1]), Integer.parseInt(args[2]));
    OpenStore store = new OpenStore(files, Path.of(args[0]), OpenStore.TINY);
    FileOutputStream acknowledgements = new FileOutputStream(FileDescriptor.out);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int first = i * LEDGERS_PER_THREAD;
      threads.add(new Thread(() -> write(store, first, acknowledgements)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void write(OpenStore store, int first, FileOutputStream acknowledgements) {
    long[] last = new long[LEDGERS_PER_THREAD];
    for (int i = 0; i < LEDGERS_PER_THREAD; i++) {
      last[i] = ledger(first + i).check(store);
    }
    for (int turn = 0; ; turn++) {
      int i = turn % LEDGERS_PER_THREAD;
      Ledger ledger = ledger(first + i);
      long k = ++last[i];
      store.commit(ledger.cell(), ledger.commit(k));
      acknowledge(acknowledgements, (first + i) + " " + k + "\n");
    }
  }

  private static void acknowledge(FileOutputStream acknowledgements, String line) {
    try {
      acknowledgements.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
