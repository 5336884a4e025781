package dev.holdfast.tck.mutants;

import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.value.Bytes;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** The usual places for a flaw; whatever lies elsewhere overrides the plain backend itself. */
final class Flaws {

  private Flaws() {}

  /** Changes an answer. */
  @FunctionalInterface
  interface AnswerChange {
    PartAnswer change(PlainCell state, Part<?> part, PartAnswer answer);
  }

  /** Answers a part of a read otherwise. */
  static Mutant.Opener answers(AnswerChange change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected PartAnswer answer(PlainCell state, Part<?> part) {
            return change.change(state, part, super.answer(state, part));
          }
        };
  }

  /** Answers one kind of part otherwise. */
  static <A extends PartAnswer> Mutant.Opener answers(Class<A> kind, UnaryOperator<A> change) {
    return answers(
        (state, part, answer) ->
            kind.isInstance(answer) ? change.apply(kind.cast(answer)) : answer);
  }

  /** Reads another part than the one asked for. */
  static Mutant.Opener reads(BiFunction<PlainCell, Part<?>, Part<?>> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected PartAnswer answer(PlainCell state, Part<?> part) {
            return super.answer(state, change.apply(state, part));
          }
        };
  }

  /** Answers a read of a cell otherwise. */
  static Mutant.Opener cellAnswers(BiFunction<PlainCell, CellAnswer, CellAnswer> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected CellAnswer answer(PlainCell state, CellRead request) {
            return change.apply(state, super.answer(state, request));
          }
        };
  }

  /** Judges another commit than the one sent. */
  static Mutant.Opener commits(BiFunction<PlainCell, Commit, Commit> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected Commit prepare(PlainCell before, Commit commit) {
            return change.apply(before, commit);
          }
        };
  }

  /** Applies other mutations than those sent. */
  static Mutant.Opener mutations(BiFunction<PlainCell, Mutation, Mutation> change) {
    return commits(
        (before, commit) -> Rewrite.mutations(commit, mutation -> change.apply(before, mutation)));
  }

  /** Carries out a commit otherwise. */
  static Mutant.Opener sessions(BiFunction<PlainCell, Commit, PlainSession> sessions) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected PlainSession session(PlainCell state, Commit commit) {
            return sessions.apply(state, commit);
          }
        };
  }

  /** Answers a commit otherwise. */
  static Mutant.Opener results(BiFunction<Commit, CommitResult, CommitResult> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
            return change.apply(commit, super.commit(cell, commit, deadline));
          }
        };
  }

  /** Takes one cell for another. */
  static Mutant.Opener cells(UnaryOperator<CellRef> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected CellRef stored(CellRef cell) {
            return change.apply(cell);
          }
        };
  }

  /** Takes names and keys for others, in commits and in reads. */
  static Mutant.Opener names(Rewrite.Names names) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected Commit prepare(PlainCell before, Commit commit) {
            return Rewrite.names(commit, names);
          }

          @Override
          protected PartAnswer answer(PlainCell state, Part<?> part) {
            return super.answer(state, Rewrite.names(part, names));
          }
        };
  }

  /** Orders the keys of rows otherwise. */
  static Mutant.Opener keyOrder(Comparator<Bytes> order) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected Comparator<Bytes> keyOrder(MapRef map) {
            return order;
          }
        };
  }

  /** Orders the ids of cells otherwise. */
  static Mutant.Opener idOrder(Comparator<Bytes> order) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected Comparator<Bytes> idOrder() {
            return order;
          }
        };
  }

  /** Takes ids for having a prefix otherwise. */
  static Mutant.Opener prefixes(BiPredicate<String, String> hasPrefix) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected boolean hasPrefix(String id, String prefix) {
            return hasPrefix.test(id, prefix);
          }
        };
  }

  /** Lists cells for other questions than asked, or leaves some out. */
  static Mutant.Opener matches(BiPredicate<ListQuery, PlainCell> matches) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          protected boolean matches(ListQuery query, PlainCell state) {
            return matches.test(query, state);
          }
        };
  }

  /** Answers a listing otherwise. */
  static Mutant.Opener pages(BiFunction<ListQuery, CellPage, CellPage> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          public CellPage list(ListQuery query, Deadline deadline) {
            return change.apply(query, super.list(query, deadline));
          }
        };
  }

  /** Declares something else. */
  static Mutant.Opener infos(UnaryOperator<BackendInfo> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          public BackendInfo info() {
            return change.apply(super.info());
          }
        };
  }

  /** Takes the time from another clock. */
  static Mutant.Opener clocks(UnaryOperator<InstantSource> change) {
    return (storage, clock) -> new PlainBackend(storage, change.apply(clock));
  }
}
