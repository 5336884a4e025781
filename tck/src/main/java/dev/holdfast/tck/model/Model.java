package dev.holdfast.tck.model;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backend is: cells, and the rules of a commit. Tags are left open; see {@link #adopt}.
 *
 * <p>Not thread-safe.
 */
final class Model {

  private final Limits limits;
  private final Map<CellRef, ModelCell> cells = new TreeMap<>();

  Model(Limits limits) {
    this.limits = limits;
  }

  ModelCell cell(CellRef ref) {
    return cells.getOrDefault(ref, new ModelCell());
  }

  Map<CellRef, ModelCell> cells() {
    return cells;
  }

  /**
   * Applies a commit.
   *
   * @throws Refusal if it may not be applied
   */
  CommitResult commit(CellRef ref, Commit commit, Instant now) {
    ModelCell cell = cell(ref).copy();
    CommitResult earlier = commit.id() == null ? null : earlier(cell, commit.id(), now);
    if (earlier != null) {
      return earlier;
    }
    commit.preconditions().forEach(precondition -> check(cell, precondition));
    CommitResult result = new ModelCommit(cell, limits, now).apply(commit.mutations());
    if (commit.id() != null && result.sequence() > 0) {
      boolean changed = result.sequence() > cell(ref).sequence;
      cell.writers.put(
          commit.id().writer(),
          new ModelCell.Remembered(commit.id().sequence(), changed ? result : null));
    }
    if (result.sequence() > 0) {
      cells.put(ref, cell);
    }
    return result;
  }

  /** Applies a commit, or does nothing if it may not be applied. */
  void tryCommit(CellRef ref, Commit commit, Instant now) {
    try {
      commit(ref, commit, now);
    } catch (Refusal refused) {
      return;
    }
  }

  /** Takes over what the backend alone decides: the tag of the head that a commit wrote. */
  void adopt(CellRef ref, Commit commit, CommitResult result) {
    ModelCell cell = cell(ref);
    Revision revision = result.head();
    if (revision != null) {
      cell.adopt(revision);
    }
    CommitId id = commit.id();
    if (id != null && cell.writers.get(id.writer()) != null) {
      ModelCell.Remembered known = cell.writers.get(id.writer());
      if (known != null && known.sequence() == id.sequence() && known.result() != null) {
        cell.writers.put(id.writer(), new ModelCell.Remembered(id.sequence(), result));
      }
    }
  }

  /** Tells whether the answer to a repeat of {@code id} is left to backends. */
  boolean leavesOpen(CellRef ref, CommitId id) {
    ModelCell.Remembered known = cell(ref).writers.get(id.writer());
    return known != null && known.result() == null;
  }

  private @Nullable CommitResult earlier(ModelCell cell, CommitId id, Instant now) {
    ModelCell.Remembered known = cell.writers.get(id.writer());
    if (known != null && known.sequence() == id.sequence() && known.result() != null) {
      return known.result().asRepeated();
    }
    boolean overtaken = known != null && known.sequence() > id.sequence();
    if (overtaken || !now.isBefore(id.issuedAt().plus(limits.retryHorizon()))) {
      throw new Refusal(ErrorCode.COMMIT_EXPIRED);
    }
    return null;
  }

  private static void check(ModelCell cell, Precondition precondition) {
    boolean hasHead = cell.head != null;
    if (precondition instanceof Precondition.HeadAbsent) {
      require(!hasHead, ErrorCode.HEAD_EXISTS);
    } else if (precondition instanceof Precondition.HeadPresent) {
      require(hasHead, ErrorCode.HEAD_ABSENT);
    } else if (precondition instanceof Precondition.HeadVersion expected) {
      require(hasHead, ErrorCode.HEAD_ABSENT);
      require(cell.version == expected.version(), ErrorCode.VERSION_CONFLICT);
    } else if (precondition instanceof Precondition.HeadRevision expected) {
      require(hasHead, ErrorCode.HEAD_ABSENT);
      require(expected.revision().equals(cell.revision()), ErrorCode.VERSION_CONFLICT);
    } else if (precondition instanceof Precondition.LogLast expected) {
      require(cell.last(expected.log()).equals(expected.last()), ErrorCode.OFFSET_CONFLICT);
    } else if (precondition instanceof Precondition.RowAbsent expected) {
      require(cell.row(expected.map(), expected.key()) == null, ErrorCode.ROW_CONFLICT);
    } else if (precondition instanceof Precondition.RowVersion expected) {
      Row row = cell.row(expected.map(), expected.key());
      require(row != null && row.version() == expected.version(), ErrorCode.ROW_CONFLICT);
    }
  }

  private static void require(boolean holds, ErrorCode otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
