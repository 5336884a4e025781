package dev.holdfast.core.durable;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One table on a backend that tests trouble, opened by as many as a test wants. */
final class Desk {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final TroubledBackend backend = new TroubledBackend();
  final Holdfast holdfast = another();

  /** Makes one more instance on the same storage. */
  Holdfast another() {
    return Holdfast.over(backend, HoldfastConfig.builder().timeout(PATIENCE).build());
  }

  static TableOptions<String, String> options() {
    return TableOptions.defaults();
  }

  static DurableTable<String, String> open(Holdfast at, TableOptions<String, String> options) {
    return at.durableTable("table", Codec.utf8(), Codec.utf8(), options);
  }

  DurableTable<String, String> open() {
    return open(holdfast, options());
  }

  /** Returns what the storage holds, which takes the table from its owner. */
  Map<String, String> stored() {
    return content(open(another(), options()));
  }

  static Map<String, String> content(DurableTable<String, String> table) {
    Map<String, String> content = new TreeMap<>();
    for (TableEntry<String, String> entry : table.select((key, value) -> true)) {
      content.put(entry.key(), entry.value());
    }
    return content;
  }

  /** Waits for what another thread does, and fails where that does not happen. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("What the test waits for did not happen.");
      }
      LockSupport.parkNanos(100_000);
    }
  }

  /** Tells whether a thread waits, but not for ever. */
  static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }
}
