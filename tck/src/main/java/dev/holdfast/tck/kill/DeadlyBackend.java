package dev.holdfast.tck.kill;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.SharedBackend;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends the process when it comes to a point for the n-th time; takes only small commits. */
final class DeadlyBackend extends SharedBackend {

  /** What the process exits with when it dies at its point. */
  static final int EXIT = 77;

  private final KillPoint point;
  private final AtomicInteger left;
  private final BackendInfo info;

  DeadlyBackend(Backend backend, KillPoint point, int times) {
    super(backend);
    this.point = point;
    this.left = new AtomicInteger(times);
    BackendInfo whole = backend.info();
    this.info =
        new BackendInfo(whole.name(), whole.engine(), whole.capabilities(), small(whole.limits()));
  }

  /** So that a group of a few hundred bytes takes several commits. */
  private static Limits small(Limits limits) {
    return new Limits(
        256,
        600,
        limits.maxMutations(),
        limits.maxPage(),
        limits.maxReadBytes(),
        limits.maxTrimEntries(),
        limits.retryHorizon(),
        limits.writerRetention(),
        limits.tombstoneRetention());
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    boolean group = appendsTo(commit, "wal-");
    reach(KillPoint.BEFORE_SYNC, group);
    CommitResult result = super.commit(cell, commit, deadline);
    reach(KillPoint.AFTER_SYNC, group);
    reach(KillPoint.IN_MID_GROUP, group && goesOn(commit));
    reach(KillPoint.IN_MID_COMPACTION, appendsTo(commit, "base-"));
    boolean head = commit.mutations().get(0) instanceof Mutation.PutHead;
    boolean drops = commit.mutations().stream().anyMatch(Mutation.DropLog.class::isInstance);
    reach(KillPoint.AFTER_ROLL, head && !drops);
    reach(KillPoint.AFTER_SWITCH, head && drops);
    return result;
  }

  private static boolean appendsTo(Commit commit, String log) {
    return commit.mutations().get(0) instanceof Mutation.Append append
        && append.log().name().startsWith(log);
  }

  /** A group goes on where the last entry of its commit is full. */
  private static boolean goesOn(Commit commit) {
    Mutation last = commit.mutations().get(commit.mutations().size() - 1);
    return last instanceof Mutation.Append append && append.value().at(0) == 0;
  }

  private void reach(KillPoint reached, boolean there) {
    if (there && reached == point && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT);
    }
  }
}
