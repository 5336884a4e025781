package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Together;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that write to one file of H2, whose rollbacks can undo what others committed. */
class H2WritersTest {

  private static final CollectionRef CELLS = new CollectionRef("writers", "cells");
  private static final LogRef LOG = new LogRef("log");
  private static final int WRITERS = 6;
  private static final int COMMITS = 50;

  private final List<Backend> instances = new ArrayList<>();
  private JdbcConnectionPool pool;
  private WatchedSource source;

  @BeforeEach
  void open(@TempDir Path directory) {
    String url = "jdbc:h2:async:" + directory.resolve("db") + ";WRITE_DELAY=0;LOCK_TIMEOUT=2000";
    pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(5 * WRITERS);
    source = new WatchedSource(pool::getConnection);
    for (int i = 0; i < WRITERS; i++) {
      instances.add(JdbcProvider.open(source, HoldfastConfig.of("jdbc:data-source")));
    }
  }

  @AfterEach
  void close() {
    instances.forEach(Backend::close);
    pool.dispose();
  }

  @Test
  void whileOneInstanceWrites_othersWait() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    holdUpAWriter(writing, refused);
    Callable<Boolean> write = () -> append(instances.get(0), "first");
    Callable<Boolean> wait =
        () -> {
          writing.await();
          try {
            isLate(instances.get(1), Duration.ofMillis(50));
          } finally {
            refused.countDown();
          }
          return append(instances.get(1), "second");
        };

    assertThat(Together.run(List.of(write, wait))).containsOnly(true);
  }

  @Test
  void theDeadlineOfWhoWritesAGroup_isNotThatOfTheOthers() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    holdUpAWriter(writing, refused);
    AtomicReference<Thread> leader = new AtomicReference<>();
    AtomicReference<Thread> next = new AtomicReference<>();
    Backend instance = instances.get(1);
    Callable<Boolean> write = () -> append(instances.get(0), "first");
    Callable<Boolean> first =
        () -> {
          writing.await();
          leader.set(Thread.currentThread());
          return isLateOrUnknown(instance, Duration.ofMillis(500));
        };
    Callable<Boolean> second =
        () -> {
          untilItWaits(leader);
          next.set(Thread.currentThread());
          try {
            return isLateOrUnknown(instance, Duration.ofMillis(1_000));
          } finally {
            refused.countDown();
          }
        };
    Callable<Boolean> patient =
        () -> {
          untilItWaits(next); // to write what waits with it, once the leader is late
          return append(instance, "third");
        };

    assertThat(Together.run(List.of(write, first, second, patient))).containsOnly(true);
  }

  /** Has one instance stop in mid-commit until {@code end}, and counts {@code writing} down. */
  private void holdUpAWriter(CountDownLatch writing, CountDownLatch end) {
    append(instances.get(0), "first");
    source.interfere(
        text -> {
          if (addsAnEntry(text) && writing.getCount() > 0) {
            writing.countDown();
            end.await();
          }
        });
  }

  private static void untilItWaits(AtomicReference<Thread> thread) {
    while (thread.get() == null || thread.get().getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
  }

  private static boolean isLate(Backend instance, Duration time) {
    return failsWith(instance, time, ErrorCode.DEADLINE_EXCEEDED);
  }

  /** As {@link #isLate}, where another that came in between may be writing it as its time ends. */
  private static boolean isLateOrUnknown(Backend instance, Duration time) {
    return failsWith(instance, time, ErrorCode.DEADLINE_EXCEEDED, ErrorCode.OUTCOME_UNKNOWN);
  }

  private static boolean failsWith(Backend instance, Duration time, ErrorCode... codes) {
    assertThatThrownBy(() -> instance.commit(CELLS.cell("second"), entry(), Deadline.after(time)))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isIn((Object[]) codes));
    return true;
  }

  @Test
  void rollbacks_loseNothingOfOthers() throws Exception {
    AtomicInteger entries = new AtomicInteger();
    source.interfere(
        text -> {
          if (addsAnEntry(text) && entries.incrementAndGet() % 2 == 0) {
            throw new SQLException("A deadlock was resolved.", "40001", 40001);
          }
        });
    List<Callable<Integer>> writers = new ArrayList<>();
    for (Backend instance : instances) {
      writers.add(
          () -> {
            for (int i = 0; i < COMMITS; i++) {
              append(instance, "cell");
            }
            return COMMITS;
          });
    }
    int all = Together.run(writers).stream().mapToInt(count -> count).sum();

    List<Part<?>> parts = List.of(new Part.LogStatsPart(LOG));
    LogStats stats =
        instances
            .get(0)
            .read(List.of(new CellRead(CELLS.cell("cell"), parts)), soon())
            .get(0)
            .answer(0, LogStats.class);
    assertThat(stats.count()).isEqualTo(all);
    assertThat(stats.last().major()).isEqualTo(all);
  }

  private static boolean addsAnEntry(String text) {
    return text.startsWith("INSERT INTO holdfast_entry");
  }

  private static boolean append(Backend instance, String cell) {
    instance.commit(CELLS.cell(cell), entry(), soon());
    return true;
  }

  private static Commit entry() {
    return Commit.of(new Mutation.AppendNext(LOG, Bytes.utf8("entry")));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
