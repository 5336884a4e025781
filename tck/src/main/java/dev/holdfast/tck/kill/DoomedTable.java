package dev.holdfast.tck.kill;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * The program that is killed: writes on several threads, and tells of each change that was
 * acknowledged.
 *
 * <p>Each thread has some keys that it writes in one batch, always with the same number, one above
 * the last; a key that it writes by itself, and one that it makes dirty and flushes.
 */
final class DoomedTable {

  static final int THREADS = 3;
  static final int KEYS = 12;
  static final String NAME = "doomed";

  /** So many bytes that the batch of a thread takes several commits. */
  private static final String FILLING = "x".repeat(100);

  private final DurableTable<String, String> table;
  private final FileOutputStream acknowledgements;

  private DoomedTable(DurableTable<String, String> table, FileOutputStream acknowledgements) {
    this.table = table;
    this.acknowledgements = acknowledgements;
  }

  /** Arguments: the point to die at, how often to pass it first. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    HoldfastConfig config = HoldfastConfig.load();
    DeadlyBackend backend =
        new DeadlyBackend(
            BackendDiscovery.find().open(config).backend(),
            KillPoint.valueOf(args[0]),
            Integer.parseInt(args[1]));
    Holdfast holdfast = Holdfast.over(backend, config);
    DoomedTable doomed = new DoomedTable(open(holdfast), new FileOutputStream(FileDescriptor.out));
    CompletionService<Void> threads =
        new ExecutorCompletionService<>(Executors.newFixedThreadPool(THREADS, DoomedTable::thread));
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.submit(() -> doomed.write(number), null);
    }
    threads.take().get(); // only an error ends one of them, and that ends the process
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  static DurableTable<String, String> open(Holdfast holdfast) {
    return holdfast.durableTable(
        NAME,
        Codec.utf8(),
        Codec.utf8(),
        TableOptions.<String, String>defaults().withBadnessThreshold(100));
  }

  static String key(int thread, int key) {
    return "batch-" + thread + "-" + key;
  }

  static String single(int thread) {
    return "single-" + thread;
  }

  static String flushed(int thread) {
    return "flushed-" + thread;
  }

  /** Returns the number that a value carries, 0 for none. */
  static long number(DurableTable<String, String> table, String key) {
    return Long.parseLong(table.lookup(key, "0").replace("x", ""));
  }

  private void write(int thread) {
    long batches = number(table, key(thread, 0));
    long singles = number(table, single(thread));
    long flushes = number(table, flushed(thread));
    while (true) {
      table.write(single(thread), String.valueOf(++singles));
      acknowledge("s", thread, singles);
      table.dirtyWrite(flushed(thread), String.valueOf(++flushes));
      table.flush();
      acknowledge("f", thread, flushes);
      table.atomically(batch(thread, ++batches));
      acknowledge("b", thread, batches);
    }
  }

  private static TableBatch<String, String, String> batch(int thread, long number) {
    TableBatch<String, String, String> batch = new TableBatch<>();
    for (int i = 0; i < KEYS; i++) {
      batch.write(key(thread, i), number + FILLING);
    }
    return batch;
  }

  private void acknowledge(String kind, int thread, long number) {
    try {
      String line = kind + " " + thread + " " + number + "\n";
      acknowledgements.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
