package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.ROOMS;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

  private static final CellRef CELL = ROOMS.cell("room:42");
  private static final BackendProvider PROVIDER = new MemoryProvider();

  private static Backend open(String url) {
    return PROVIDER.open(BackendConfig.of(HoldfastConfig.of(url), PROVIDER));
  }

  private static void put(Backend backend, long version) {
    backend.commit(CELL, Commit.of(putHead(version, "x")), Deadline.NEVER);
  }

  /** Remembers the cells it is told of, and in which thread. */
  private record Hints(BlockingQueue<String> told) implements WatchListener {

    Hints() {
      this(new LinkedBlockingQueue<>());
    }

    @Override
    public void changed(CellRef cell) {
      told.add(cell.id() + " by " + Thread.currentThread().getName());
    }

    @Override
    public void resync() {
      told.add("resync");
    }

    String next() throws InterruptedException {
      return told.poll(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void provider_isFound() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .anyMatch(provider -> provider instanceof MemoryProvider);
  }

  @Test
  void privateStores_shareNothing() {
    try (Backend first = open("memory:");
        Backend second = open("memory:")) {
      put(first, 1);
      assertThat(OneCell.head(second, CELL)).isNull();
    }
  }

  @Test
  void namedStore_isShared_andDroppedWithTheLastInstance() {
    Backend first = open("memory:shared");
    Backend second = open("memory:shared");
    Backend other = open("memory:other");
    put(first, 1);
    first.close();
    first.close();
    assertThat(OneCell.head(second, CELL)).isNotNull();
    assertThat(OneCell.head(other, CELL)).isNull();
    Backend third = open("memory:shared");
    second.close();
    put(third, 2);
    third.close();
    try (Backend fourth = open("memory:shared")) {
      assertThat(OneCell.head(fourth, CELL)).isNull();
    }
    other.close();
  }

  @Test
  void watch_isToldOfEveryInstancesCommits_untilItCloses() throws InterruptedException {
    Hints all = new Hints();
    Hints one = new Hints();
    try (Backend first = open("memory:watched");
        Backend second = open("memory:watched")) {
      first.watch(WatchScope.of(ROOMS), all, Deadline.NEVER);
      var watch = first.watch(WatchScope.of(ROOMS.cell("another")), one, Deadline.NEVER);
      put(second, 1);
      assertThat(all.next()).matches("room:42 by holdfast-.*-hints");
      second.commit(ROOMS.cell("another"), Commit.of(putHead(1, "x")), Deadline.NEVER);
      assertThat(one.next()).startsWith("another by");
      assertThat(all.next()).startsWith("another by");
      watch.close();
      second.commit(ROOMS.cell("another"), Commit.of(putHead(2, "x")), Deadline.NEVER);
      assertThat(all.next()).startsWith("another by");
      assertThat(one.told()).isEmpty();
    }
  }

  @Test
  void watch_isNotToldOfWhatChangedNothing() throws InterruptedException {
    Hints hints = new Hints();
    try (Backend backend = open("memory:")) {
      put(backend, 1);
      backend.watch(WatchScope.of(ROOMS), hints, Deadline.NEVER);
      put(backend, 1);
      backend.commit(ROOMS.cell("next"), Commit.of(putHead(1, "x")), Deadline.NEVER);
      assertThat(hints.next()).startsWith("next by");
    }
  }

  @Test
  void listenerThatThrows_keepsItsWatch() throws InterruptedException {
    BlockingQueue<CellRef> told = new LinkedBlockingQueue<>();
    WatchListener listener =
        new WatchListener() {
          @Override
          public void changed(CellRef cell) {
            told.add(cell);
            throw new AssertionError("thrown by the test");
          }

          @Override
          public void resync() {}
        };
    try (Backend backend = open("memory:")) {
      backend.watch(WatchScope.of(ROOMS), listener, Deadline.NEVER);
      put(backend, 1);
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(CELL);
      put(backend, 2);
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(CELL);
    }
  }

  @Test
  void closedBackend_refusesEverything() {
    Backend backend = open("memory:");
    assertThat(backend.health(Deadline.NEVER).healthy()).isTrue();
    backend.close();
    List<Runnable> calls =
        List.of(
            () -> backend.head(CELL, null, Deadline.NEVER),
            () -> backend.read(List.of(), Deadline.NEVER),
            () -> put(backend, 1),
            () -> backend.list(ListQuery.all(ROOMS, 1), Deadline.NEVER),
            () -> backend.usage(ROOMS, Deadline.NEVER),
            () -> backend.watch(WatchScope.of(ROOMS), new Hints(), Deadline.NEVER),
            () -> backend.health(Deadline.NEVER));
    for (Runnable call : calls) {
      assertThatExceptionOfType(ClosedException.class).isThrownBy(call::run);
    }
  }

  @Test
  void deadlineThatHasPassed_refusesToBegin() {
    try (Backend backend = open("memory:")) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> backend.head(CELL, null, Deadline.after(Duration.ZERO)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }
  }
}
