package dev.holdfast.tck.durable;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.tck.SharedBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A backend that a test watches, holds up, breaks, or makes smaller. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "UnnecessaryLambda"}) // failures are handed on as actions
final class DisturbedBackend extends SharedBackend {

  private static final Consumer<Commit> NOTHING = commit -> {};

  private final List<Commit> commits = new CopyOnWriteArrayList<>();
  private final BackendInfo info;
  private volatile Consumer<Commit> before = NOTHING;
  private volatile Consumer<Commit> after = NOTHING;

  DisturbedBackend(Backend backend) {
    this(backend, backend.info().limits());
  }

  DisturbedBackend(Backend backend, Limits limits) {
    super(backend);
    BackendInfo whole = backend.info();
    this.info = new BackendInfo(whole.name(), whole.engine(), whole.capabilities(), limits);
  }

  /** Runs {@code action} before each commit from now on; what it throws takes its place. */
  void before(Consumer<Commit> action) {
    before = action;
  }

  /** Runs {@code action} after each commit from now on; what it throws takes its reply's place. */
  void after(Consumer<Commit> action) {
    after = action;
  }

  /** Leaves commits alone from now on. */
  void heal() {
    before = NOTHING;
    after = NOTHING;
  }

  /** Returns the commits that were applied. */
  List<Commit> commits() {
    return commits;
  }

  /** Refuses a commit, without any sense in repeating it at once. */
  static void unavailable(Commit commit) {
    throw new UnavailableException(ErrorCode.DEADLINE_EXCEEDED, "The test has no time.");
  }

  /** Loses a reply, for good. */
  static void lost(Commit commit) {
    throw new OutcomeUnknownException(ErrorCode.COMMIT_EXPIRED, "The test lost the reply.");
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    before.accept(commit);
    CommitResult result = super.commit(cell, commit, deadline);
    commits.add(commit);
    after.accept(commit);
    return result;
  }
}
