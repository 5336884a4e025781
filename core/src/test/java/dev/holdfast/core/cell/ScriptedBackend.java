package dev.holdfast.core.cell;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A backend that keeps head versions, applies each commit id once, answers reads as it is told, and
 * fails when the script says so.
 */
final class ScriptedBackend implements Backend {

  static final CollectionRef COLLECTION = new CollectionRef("test", "cells");
  static final CellRef CELL = COLLECTION.cell("one");
  static final Limits TINY =
      new Limits(
          8, 20, 3, 2, 16, 1, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1));

  /** What happens to one commit. */
  interface Step {
    CommitResult commit(Supplier<CommitResult> apply);
  }

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Commit> commits = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  private final Queue<Step> script = new ArrayDeque<>();
  private final Queue<Supplier<List<CellAnswer>>> reads = new ArrayDeque<>();
  private final Map<CellRef, Long> versions = new HashMap<>();
  private final Map<CommitId, CommitResult> results = new HashMap<>();
  private final Limits limits;

  ScriptedBackend() {
    this(Limits.DEFAULT);
  }

  ScriptedBackend(Limits limits) {
    this.limits = limits;
  }

  /** The next commits go like this, one step each; afterwards they are simply applied. */
  synchronized ScriptedBackend commitsGo(Step... steps) {
    script.addAll(List.of(steps));
    return this;
  }

  /** The next reads are answered like this. */
  @SafeVarargs
  final synchronized ScriptedBackend readsGive(Supplier<List<CellAnswer>>... answers) {
    for (Supplier<List<CellAnswer>> answer : answers) {
      reads.add(answer);
    }
    return this;
  }

  synchronized int applied() {
    return results.size();
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "scripted",
        "Scripted 1",
        new Capabilities(Durability.PROCESS, Failover.NONE, Reach.ONE_PROCESS, Hints.PUSHED),
        limits);
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    calls.add("read");
    Supplier<List<CellAnswer>> answer;
    synchronized (this) {
      answer = reads.remove();
    }
    return answer.get();
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    calls.add("commit");
    commits.add(commit);
    Step step;
    synchronized (this) {
      step = script.isEmpty() ? Supplier::get : script.remove();
    }
    return step.commit(() -> apply(cell, commit));
  }

  private synchronized CommitResult apply(CellRef cell, Commit commit) {
    CommitResult earlier = results.get(commit.id());
    if (earlier != null) {
      return earlier.asRepeated();
    }
    long version = versions.getOrDefault(cell, 0L);
    List<Offset> offsets = new ArrayList<>();
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.PutHead put) {
        if (put.version() <= version) {
          throw new ConflictException(
              ErrorCode.VERSION_CONFLICT,
              "Too low.",
              "below " + put.version(),
              String.valueOf(version));
        }
        version = put.version();
      }
    }
    versions.put(cell, version);
    CommitResult result =
        new CommitResult(
            version == 0 ? null : new Revision(version, 7),
            results.size() + 1,
            Instant.EPOCH,
            offsets,
            true,
            false);
    if (commit.id() != null) {
      results.put(commit.id(), result);
    }
    return result;
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    calls.add("list");
    return new CellPage(List.of(), null);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    calls.add("usage");
    return new Usage(0, 0, Duration.ZERO);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    calls.add("watch");
    return () -> closed.add("watch");
  }

  @Override
  public Health health(Deadline deadline) {
    calls.add("health");
    return new Health(true, "It runs.");
  }

  @Override
  public void close() {
    closed.add("backend");
  }
}
