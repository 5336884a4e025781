package dev.holdfast.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.RowPage;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  private static final int WRITERS = 4;
  private static final int READERS = 2;
  private static final int INCREMENTS = 2_000;
  private static final int KEPT = 50;
  private static final LogRef LOG = new LogRef("log");
  private static final MapRef MAP = MapRef.sorted("map");
  private static final Bytes KEY = Bytes.utf8("key");

  private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), "concurrency");
  private final CollectionRef collection = new CollectionRef("test", "counters");
  private final CellRef counter = collection.cell("counter");
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void incrementsByCompareAndSet_loseNothing_andReadersSeeOneState() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
    try {
      List<Future<Long>> readers = start(threads, READERS, this::readUntilDone);
      for (Future<Long> writer : start(threads, WRITERS, this::increment)) {
        assertThat(writer.get()).isEqualTo(INCREMENTS);
      }
      done.set(true);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isEqualTo((long) WRITERS * INCREMENTS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(acknowledged).hasValue((long) WRITERS * INCREMENTS);
  }

  private static List<Future<Long>> start(ExecutorService threads, int count, Callable<Long> task) {
    List<Future<Long>> started = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      started.add(threads.submit(task));
    }
    return started;
  }

  /** Adds one to head, log and row in one commit, again and again; trims and repeats on the way. */
  private long increment() {
    UUID writer = UUID.randomUUID();
    long sequence = 0;
    long succeeded = 0;
    while (succeeded < INCREMENTS) {
      Head head = OneCell.head(backend, counter);
      long next = head == null ? 1 : head.revision().version() + 1;
      Commit commit =
          Commit.of(
                  new Mutation.PutHead(next, Bytes.ofLong(next)),
                  new Mutation.AppendNext(LOG, Bytes.ofLong(next)),
                  new Mutation.PutRow(MAP, KEY, Bytes.ofLong(next)),
                  new Mutation.TrimToLatest(LOG, KEPT))
              .when(
                  head == null
                      ? new Precondition.HeadAbsent()
                      : new Precondition.HeadVersion(next - 1))
              .withId(new CommitId(writer, ++sequence, Instant.now()));
      try {
        var result = backend.commit(counter, commit, Deadline.NEVER);
        assertThat(backend.commit(counter, commit, Deadline.NEVER)).isEqualTo(result.asRepeated());
        acknowledged.incrementAndGet();
        succeeded++;
      } catch (ConflictException lostTheRace) {
        assertThat(Long.parseLong(lostTheRace.actual())).isGreaterThanOrEqualTo(next);
      }
    }
    return succeeded;
  }

  private long readUntilDone() {
    long seen = 0;
    boolean last;
    do {
      last = done.get();
      long known = acknowledged.get();
      long version = readOneState();
      assertThat(version).isGreaterThanOrEqualTo(seen).isGreaterThanOrEqualTo(known);
      seen = version;
    } while (!last);
    return seen;
  }

  /** Returns the version, after checking that log and row tell the same. */
  private long readOneState() {
    CellAnswer answer =
        backend
            .read(
                List.of(
                    CellRead.of(
                        counter,
                        Part.HeadPart.ANY,
                        new Part.LogPart(
                            LOG, Offset.ORIGIN, Offset.END, Direction.ASCENDING, 9_999, 1 << 20, 0),
                        new Part.LogStatsPart(LOG),
                        Part.ScanPart.all(MAP, 9, 99))),
                Deadline.NEVER)
            .get(0);
    long version = answer.version();
    if (version > 0) {
      Bytes expected = Bytes.ofLong(version);
      assertThat(((HeadAnswer.Present) answer.head()).head().value()).isEqualTo(expected);
      LogAnswer log = answer.answer(1, LogAnswer.class);
      assertThat(log.last()).isEqualTo(new Offset(version, 0));
      assertThat(log.entries()).hasSize((int) Math.min(version, KEPT));
      for (int back = 0; back < log.entries().size(); back++) {
        var entry = log.entries().get(log.entries().size() - 1 - back);
        assertThat(entry.offset()).isEqualTo(new Offset(version - back, 0));
        assertThat(entry.value()).isEqualTo(Bytes.ofLong(version - back));
      }
      assertThat(answer.answer(2, LogStats.class).count()).isEqualTo(log.entries().size());
      assertThat(answer.answer(3, RowPage.class).rows().get(0).value()).isEqualTo(expected);
    }
    return version;
  }

  @Test
  void cellsComingAndGoing_stayExactInListingAndUsage() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (Future<Long> writer : start(threads, WRITERS, this::comeAndGo)) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    long left = 0;
    for (int number = 0; number < 8; number++) {
      left += OneCell.head(backend, collection.cell("c" + number)) == null ? 0 : 1;
    }
    assertThat(backend.usage(collection, Deadline.NEVER).cells()).isEqualTo(left);
    assertThat(backend.usage(collection, Deadline.NEVER).bytes()).isEqualTo(left * (2 + 1));
    assertThat(backend.list(ListQuery.all(collection, 100), Deadline.NEVER).cells())
        .hasSize((int) left);
  }

  private long comeAndGo() {
    AtomicLong random = new AtomicLong(Thread.currentThread().getId());
    for (int step = 0; step < INCREMENTS; step++) {
      long draw = random.updateAndGet(x -> x * 6364136223846793005L + 1442695040888963407L) >>> 33;
      CellRef cell = collection.cell("c" + draw % 8);
      if ((draw >> 4) % 2 == 0) {
        backend.commit(cell, Commit.of(new Mutation.DeleteCell()), Deadline.NEVER);
      } else {
        long version =
            backend
                .read(List.of(CellRead.of(cell, Part.HeadPart.ANY)), Deadline.NEVER)
                .get(0)
                .version();
        try {
          backend.commit(
              cell, Commit.of(new Mutation.PutHead(version + 1, Bytes.utf8("x"))), Deadline.NEVER);
        } catch (ConflictException lostTheRace) {
          assertThat(lostTheRace.actual()).isNotEqualTo(Long.toString(version));
        }
      }
    }
    return INCREMENTS;
  }
}
