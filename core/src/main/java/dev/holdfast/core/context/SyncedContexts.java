package dev.holdfast.core.context;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextBackup;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.context.TypedContexts;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Workers;
import dev.holdfast.core.json.JsonMapping;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Mutation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The contexts of one name, on the cells of one collection. */
public final class SyncedContexts implements ContextSync, AutoCloseable {

  private final Cells cells;
  private final CollectionRef collection;
  private final ContextSettings settings;
  private final ContextCache cache;
  private final ContextReader reader;
  private final SyncReads reads;
  private final ContextWriter writer;
  private final ContextStore store;
  private final Set<ContextWatch> watches = ConcurrentHashMap.newKeySet();
  private final Set<RepeatedCleanup> schedules = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Opens the contexts called {@code name}; they close with {@code cells}.
   *
   * @throws InvalidRequestException if the name is empty, too long or not Unicode
   */
  public static SyncedContexts open(Cells cells, String name, ContextSettings settings) {
    SyncedContexts contexts = new SyncedContexts(cells, name, settings);
    cells.whenClosing(contexts::close);
    return contexts;
  }

  private SyncedContexts(Cells cells, String name, ContextSettings settings) {
    this.cells = cells;
    this.collection = cells.collection("contexts", name);
    this.settings = settings;
    this.cache = new ContextCache(collection, settings.cachedContexts());
    this.reader = new ContextReader(cells, cache, settings.deltaThreshold());
    this.reads = new SyncReads(cells, reader);
    this.writer = new ContextWriter(cells, cache, reader, settings.deltaThreshold());
    this.store = new CellContexts(cells, collection, cache, reader, writer);
  }

  /**
   * Returns these contexts.
   *
   * @throws InvalidRequestException if they were opened with other settings
   */
  public SyncedContexts requireSettings(ContextSettings wanted) {
    if (settings.equals(wanted)) {
      return this;
    }
    throw new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "The contexts \"%s\" are open already with other settings; give them where they are opened first."
            .formatted(collection.name()));
  }

  @Override
  public ContextStore store() {
    return store;
  }

  @Override
  public ContextChange set(String id, JsonObject value) {
    return writer.write(cache.cell(id), new Write.Replace(value));
  }

  @Override
  public ContextChange update(String id, Patch patch) {
    return writer.write(cache.cell(id), new Write.Apply(patch));
  }

  @Override
  public ContextChange transform(String id, UnaryOperator<JsonObject> change) {
    CellRef cell = cache.cell(id);
    while (true) {
      Context context = reader.context(cell).context();
      if (context == null) {
        throw ContextConflicts.absent(id, "one to update");
      }
      JsonObject after = change.apply(context.value());
      try {
        return writer.write(cell, new Write.Exchange(context.value(), after));
      } catch (ConflictException e) {
        if (e.code() != ErrorCode.VERSION_CONFLICT) {
          throw e;
        }
      }
    }
  }

  @Override
  public CompletionStage<ContextChange> setAsync(String id, JsonObject value) {
    return start(id, cell -> writer.submit(cell, new Write.Replace(value)));
  }

  @Override
  public CompletionStage<ContextChange> updateAsync(String id, Patch patch) {
    return start(id, cell -> writer.submit(cell, new Write.Apply(patch)));
  }

  /** Begins {@code call} on the context {@code id}; what refuses it fails the stage. */
  private <R> CompletionStage<R> start(String id, Function<CellRef, CompletionStage<R>> call) {
    try {
      return call.apply(cache.cell(id));
    } catch (HoldfastException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Optional<Context> get(String id) {
    return store.get(id);
  }

  @Override
  public void delete(String id) {
    CellRef cell = cache.cell(id);
    cells.commit(cell, List.of(), List.of(new Mutation.DeleteCell()));
    cache.remove(cell);
  }

  @Override
  public SyncAnswer sync(String id, Position position) {
    return reads.sync(cache.cell(id), position);
  }

  @Override
  public CompletionStage<Optional<Context>> getAsync(String id) {
    return start(id, cell -> reads.submit(cell, Position.NONE))
        .thenApply(answer -> Optional.ofNullable(contextOf(answer)));
  }

  private static @Nullable Context contextOf(SyncAnswer answer) {
    return answer instanceof SyncAnswer.FullContext full ? full.context() : null;
  }

  @Override
  public CompletionStage<SyncAnswer> syncAsync(String id, Position position) {
    return start(id, cell -> reads.submit(cell, position));
  }

  @Override
  public Flow.Publisher<SyncAnswer> watch(String id, Position position) {
    CellRef cell = cache.cell(id);
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      ContextWatch watch =
          new ContextWatch(
              cells, cell, position, from -> reads.sync(cell, from), subscriber, watches::remove);
      watches.add(watch);
      watch.start();
      if (closed) {
        watch.fail(closedError());
      }
    };
  }

  @Override
  public Optional<Context> export(String id) {
    var exporter = settings.exporter();
    if (exporter == null) {
      throw missing("exporter");
    }
    Optional<Context> context = get(id);
    context.ifPresent(exporter);
    return context;
  }

  @Override
  public Optional<Context> restore(String id) {
    var restorer = settings.restorer();
    if (restorer == null) {
      throw missing("restorer");
    }
    return restorer.apply(id).map(backup -> restore(cache.cell(id), backup));
  }

  private Context restore(CellRef cell, ContextBackup backup) {
    while (true) {
      ContextState current = reader.contextAndEnd(cells, cell);
      long version = Math.max(backup.version(), current.versionAfter(current.version()));
      try {
        CommitResult result =
            cells.commit(
                cell,
                List.of(current.unchanged()),
                List.of(new Mutation.PutHead(version, backup.value().toUtf8())));
        cache.remove(cell);
        long tag = Objects.requireNonNull(result.head()).tag();
        return new Context(cell.id(), backup.value(), version, tag, result.at());
      } catch (ConflictException e) {
        cache.remove(cell);
      }
    }
  }

  private static InvalidRequestException missing(String what) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "These contexts have no %s; ContextSettings takes one.".formatted(what));
  }

  @Override
  public CleanupReport cleanup() {
    return new Cleanup(cells, collection, cache, settings).run();
  }

  @Override
  public CleanupSchedule scheduleCleanup(Duration interval) {
    if (closed) {
      throw closedError();
    }
    RepeatedCleanup schedule =
        new RepeatedCleanup(this::cleanup, interval, this::after, System::nanoTime);
    schedules.add(schedule);
    return schedule.start();
  }

  private Runnable after(long nanos, Runnable action) {
    Workers workers = cells.workers();
    Future<?> due =
        workers
            .timer()
            .schedule(() -> workers.executor().execute(action), nanos, TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public <T> TypedContexts<T> typed(Class<T> type) {
    return new MappedContexts<>(this, JsonMapping.standard(), type);
  }

  /** Ends all watches with an error and all schedules; idempotent. */
  @Override
  public void close() {
    closed = true;
    schedules.forEach(RepeatedCleanup::close);
    watches.forEach(watch -> watch.fail(closedError()));
  }

  private static ClosedException closedError() {
    return new ClosedException("The contexts are closed.");
  }
}
