package dev.holdfast.tck.mutants;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads gone wrong. */
final class ReadMutants {

  private static final long A_ROUND_TRIP = 50_000;

  private ReadMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("answers a cell asked for twice once", ReadMutants::distinct, "CELL-READ-01"),
        new Mutant("answers in the order of ids", ReadMutants::byId, "CELL-READ-01"),
        new Mutant("reads part by part", ReadMutants::partByPart, "CELL-READ-02"),
        new Mutant(
            "answers from what it read before, until it commits itself",
            ReadMutants::caching,
            "CELL-READ-03",
            "CELL-TWO-01"),
        new Mutant("acknowledges before it applies", ReadMutants::early, "CELL-READ-03"),
        new Mutant(
            "tells no version where there is no head",
            Flaws.cellAnswers(
                (state, answer) ->
                    new CellAnswer(
                        state.record.hasHead() ? answer.version() : 0,
                        answer.sequence(),
                        answer.updatedAt(),
                        answer.answers())),
            "CELL-READ-04"),
        new Mutant(
            "dates a cell by its head",
            Flaws.cellAnswers(
                (state, answer) ->
                    new CellAnswer(
                        answer.version(),
                        answer.sequence(),
                        state.record.headAt(),
                        answer.answers())),
            "CELL-READ-04"),
        new Mutant(
            "leaves the value out of a short read", ReadMutants::withoutValue, "CELL-READ-05"),
        new Mutant(
            "compares versions alone in a short read",
            ReadMutants::comparingVersionsAlone,
            "CELL-READ-05"));
  }

  private static PlainBackend distinct(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        return super.read(requests.stream().distinct().toList(), deadline);
      }
    };
  }

  private static PlainBackend byId(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        List<CellRead> sorted = new ArrayList<>(requests);
        sorted.sort((a, b) -> a.cell().compareTo(b.cell()));
        return super.read(sorted, deadline);
      }
    };
  }

  private static PlainBackend partByPart(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        return requests.stream().map(request -> one(request, deadline)).toList();
      }

      private CellAnswer one(CellRead request, Deadline deadline) {
        List<PartAnswer> answers = new ArrayList<>();
        CellAnswer last = null;
        for (var part : request.parts()) {
          last = super.read(List.of(CellRead.of(request.cell(), part)), deadline).get(0);
          answers.addAll(last.answers());
          LockSupport.parkNanos(A_ROUND_TRIP);
        }
        return new CellAnswer(last.version(), last.sequence(), last.updatedAt(), answers);
      }
    };
  }

  private static PlainBackend caching(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private final Map<CellRead, CellAnswer> known = new ConcurrentHashMap<>();

      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        requireOpen();
        return requests.stream()
            .map(
                request ->
                    known.computeIfAbsent(
                        request, key -> super.read(List.of(request), deadline).get(0)))
            .toList();
      }

      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        CommitResult result = super.commit(cell, commit, deadline);
        known.clear();
        return result;
      }
    };
  }

  /** Makes each state visible when the cell is locked for the next commit, or a little later. */
  private static PlainBackend early(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        CellRef hidden = cell.collection().cell(cell.id() + " (written)");
        CommitResult result = super.commit(hidden, commit, deadline);
        Thread applying =
            new Thread(
                () -> {
                  LockSupport.parkNanos(10 * A_ROUND_TRIP);
                  storage.publish(cell, storage.state(hidden));
                  tell(cell);
                });
        applying.setDaemon(true);
        applying.start();
        return result;
      }
    };
  }

  private static PlainBackend withoutValue(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
        return super.head(cell, unless, deadline) instanceof HeadAnswer.Present present
            ? new HeadAnswer.Present(
                new Head(present.head().revision(), Bytes.EMPTY, present.head().at()))
            : HeadAnswer.ABSENT;
      }
    };
  }

  private static PlainBackend comparingVersionsAlone(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
        HeadAnswer answer = super.head(cell, unless, deadline);
        return unless != null
                && answer instanceof HeadAnswer.Present present
                && present.head().revision().version() == unless.version()
            ? new HeadAnswer.Unchanged(unless)
            : answer;
      }
    };
  }
}
