package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.Folder;
import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Shows whether a commit, or a page of 100 cells, costs more the more cells there are.
 *
 * <p>The cells are filled in once and stay on the server: {@link OnServers} lets the forks share
 * them. H2 and SQLite fill theirs in each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class ServerSizeBenchmark {

  private static final LogRef LOG = new LogRef("deltas");
  private static final int PAGE = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int FILLERS = 32;

  /** The engine. */
  @Param({"REDIS", "POSTGRESQL", "MARIADB", "H2", "SQLITE"})
  public ServerEngine server = ServerEngine.REDIS;

  /** How many cells the collection has. */
  @Param({"1000", "1000000"})
  public int cells = 1_000;

  private final Bytes content = Bytes.utf8("x".repeat(100));

  /** Versions grow from one fork to the next. */
  private final AtomicLong versions = new AtomicLong(System.currentTimeMillis() * 1_000);

  private Folder folder;
  private Backend backend;
  private CollectionRef collection;

  /** Where a thread is in the listing. */
  @State(Scope.Thread)
  public static class Reader {
    private @Nullable Bytes cursor;
  }

  @Setup
  public void fill() throws IOException, InterruptedException, ExecutionException {
    folder = Folder.make();
    Place place = server.shared(folder.path());
    backend = BackendDiscovery.find().open(place.config()).backend();
    collection = new CollectionRef("benchmark", "size-" + cells);
    if (!isFilled()) {
      ForkJoinPool fillers = new ForkJoinPool(FILLERS);
      fillers.submit(() -> IntStream.range(0, cells - 1).parallel().forEach(this::make)).get();
      fillers.shutdown();
      make(cells - 1);
    }
  }

  private boolean isFilled() {
    return backend.head(cell(cells - 1), null, Deadline.after(TIMEOUT))
        instanceof HeadAnswer.Present;
  }

  private void make(int number) {
    Commit commit = Commit.of(new Mutation.PutHead(1, content)).at(Durability.APPLIED);
    backend.commit(cell(number), commit, Deadline.after(TIMEOUT));
  }

  private CellRef cell(int number) {
    return collection.cell("room:" + number);
  }

  @TearDown
  public void close() throws IOException {
    backend.close();
    folder.close();
  }

  /** A value and an entry, in any cell. */
  @Benchmark
  public CommitResult commit() {
    CellRef cell = cell(ThreadLocalRandom.current().nextInt(cells));
    Commit commit =
        Commit.of(
            new Mutation.PutHead(versions.incrementAndGet(), content),
            new Mutation.AppendNext(LOG, content));
    return backend.commit(cell, commit, Deadline.after(TIMEOUT));
  }

  /** The next page of the listing; after the last comes the first. */
  @Benchmark
  public CellPage list(Reader reader) {
    ListQuery query = ListQuery.all(collection, PAGE).from(reader.cursor);
    CellPage page = backend.list(query, Deadline.after(TIMEOUT));
    reader.cursor = page.cursor();
    return page;
  }
}
