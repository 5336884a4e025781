package dev.holdfast.tck.durable;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.Limits;
import dev.holdfast.tck.StoreSuite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What the suites about durable tables share. */
public abstract class DurableSuite extends StoreSuite {

  /** The name of the table that most tests work on. */
  static final String SESSIONS = "sessions";

  private final List<CountDownLatch> latches = new ArrayList<>();
  private @Nullable DurableTable<String, String> table;

  DurableSuite() {}

  /** Returns a latch that something waits for; it opens when the test ends, at the latest. */
  final CountDownLatch latch() {
    CountDownLatch latch = new CountDownLatch(1);
    latches.add(latch);
    return latch;
  }

  @AfterEach
  final void openLatches() {
    latches.forEach(CountDownLatch::countDown);
  }

  /** Returns the table that most tests work on. */
  final DurableTable<String, String> table() {
    DurableTable<String, String> open = table == null ? open(backend(), options()) : table;
    table = open;
    return open;
  }

  static TableOptions<String, String> options() {
    return TableOptions.defaults();
  }

  /** Opens the table through an instance of its own, which takes it over: the others crashed. */
  final DurableTable<String, String> open(Backend backend, TableOptions<String, String> options) {
    return open(holdfast(backend), options);
  }

  final DurableTable<String, String> open(Holdfast holdfast, TableOptions<String, String> options) {
    return session()
        .target()
        .seen(holdfast.durableTable(SESSIONS, Codec.utf8(), Codec.utf8(), options));
  }

  /** Opens the table as whoever comes after a crash. */
  final DurableTable<String, String> afterCrash() {
    return open(secondBackend(), options());
  }

  /** Returns what the storage holds, which takes the table from its owner. */
  final Map<String, String> stored() {
    return content(afterCrash());
  }

  static <K, V> Map<K, V> content(DurableTable<K, V> table) {
    Map<K, V> content = new HashMap<>();
    try (TableSnapshot<K, V> snapshot = table.snapshot()) {
      for (TableEntry<K, V> entry : snapshot) {
        if (content.put(entry.key(), entry.value()) != null) {
          throw new AssertionError("The key " + entry.key() + " came twice.");
        }
      }
    }
    return content;
  }

  /** Returns the backend with limits so small that a group of a few hundred bytes needs several. */
  final DisturbedBackend small() {
    return small(backend());
  }

  final DisturbedBackend small(Backend whole) {
    Limits limits = whole.info().limits();
    return new DisturbedBackend(
        whole,
        new Limits(
            Math.min(256, limits.maxValueBytes()),
            Math.min(600, limits.maxCommitBytes()),
            Math.min(8, limits.maxMutations()),
            limits.maxPage(),
            limits.maxReadBytes(),
            limits.maxTrimEntries(),
            limits.retryHorizon(),
            limits.writerRetention(),
            limits.tombstoneRetention()));
  }

  /** Returns the result of a stage, or throws what it failed with. */
  static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
