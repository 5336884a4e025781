package dev.holdfast.tck.mutants;

import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hints gone wrong. */
final class WatchMutants {

  private WatchMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("never tells of a change", WatchMutants::silent, "CELL-WATCH-01"),
        new Mutant("tells of a change before it is visible", WatchMutants::early, "CELL-WATCH-01"),
        new Mutant("tells of changes of heads alone", WatchMutants::ofHeads, "CELL-WATCH-01"),
        new Mutant(
            "tells of all changes of a namespace",
            watching((scope, listener) -> new Call(null, listener)),
            "CELL-WATCH-02"),
        new Mutant("tells of its own commits alone", WatchMutants::ofItsOwn, "CELL-WATCH-03"),
        new Mutant(
            "gives up a listener that throws", listeners(WatchMutants::givenUp), "CELL-WATCH-04"),
        new Mutant(
            "calls listeners on the thread that commits", watching(Call::new), "CELL-WATCH-05"),
        new Mutant(
            "calls a listener on several threads at once",
            listeners(WatchMutants::manyThreads),
            "CELL-WATCH-05"),
        new Mutant("goes on when a watch is closed", WatchMutants::endless, "CELL-WATCH-06"),
        new Mutant("keeps its watches when it is closed", WatchMutants::immortal, "CELL-CLOSE-03"));
  }

  /** What is called for changes: a scope, or everything, and whom to call. */
  private record Call(@Nullable WatchScope scope, WatchListener listener) {
    void changed(CellRef cell) {
      if (scope == null || scope.covers(cell)) {
        listener.changed(cell);
      }
    }
  }

  private static PlainBackend silent(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void tell(CellRef ref) {}
    };
  }

  /** Tells of a commit while it is under way; the commit waits until the listener has read. */
  private static PlainBackend early(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private final List<Call> calls = new CopyOnWriteArrayList<>();

      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        calls.forEach(call -> call.changed(ref));
        super.publish(ref, before, after, commit);
      }

      @Override
      protected void tell(CellRef ref) {}

      @Override
      public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
        Call call = new Call(scope, listener);
        calls.add(call);
        return () -> calls.remove(call);
      }
    };
  }

  private static PlainBackend ofHeads(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private final ThreadLocal<Boolean> writesHead = ThreadLocal.withInitial(() -> false);

      @Override
      protected Commit prepare(PlainCell before, Commit commit) {
        writesHead.set(commit.mutations().stream().anyMatch(Mutation.PutHead.class::isInstance));
        return commit;
      }

      @Override
      protected void tell(CellRef ref) {
        if (writesHead.get()) {
          super.tell(ref);
        }
      }
    };
  }

  private static PlainBackend ofItsOwn(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void tell(CellRef ref) {
        hints.changed(ref);
      }
    };
  }

  /** Calls on the committing thread. */
  private static Mutant.Opener watching(BiFunction<WatchScope, WatchListener, Call> calls) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          private final List<Call> watching = new CopyOnWriteArrayList<>();

          @Override
          protected void tell(CellRef ref) {
            super.tell(ref);
            watching.forEach(call -> call.changed(ref));
          }

          @Override
          public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
            requireOpen();
            Call call = calls.apply(scope, listener);
            watching.add(call);
            return () -> watching.remove(call);
          }
        };
  }

  private static Mutant.Opener listeners(UnaryOperator<WatchListener> change) {
    return (storage, clock) ->
        new PlainBackend(storage, clock) {
          @Override
          public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
            return super.watch(scope, change.apply(listener), deadline);
          }
        };
  }

  private static WatchListener givenUp(WatchListener listener) {
    return new WatchListener() {
      private boolean givenUp;

      @Override
      public void changed(CellRef cell) {
        if (!givenUp) {
          givenUp = true;
          listener.changed(cell);
          givenUp = false;
        }
      }

      @Override
      public void resync() {
        listener.resync();
      }
    };
  }

  private static WatchListener manyThreads(WatchListener listener) {
    return new WatchListener() {
      @Override
      public void changed(CellRef cell) {
        for (int i = 0; i < 2; i++) {
          Thread thread = new Thread(() -> listener.changed(cell));
          thread.setDaemon(true);
          thread.setUncaughtExceptionHandler((failed, failure) -> {});
          thread.start();
        }
      }

      @Override
      public void resync() {
        listener.resync();
      }
    };
  }

  private static PlainBackend endless(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
        super.watch(scope, listener, deadline);
        return () -> {};
      }
    };
  }

  /** Its watches are told at once, so that the next change finds them told. */
  private static PlainBackend immortal(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private volatile boolean closed;

      @Override
      protected void requireOpen() {
        if (closed) {
          throw new ClosedException("The backend is closed.");
        }
      }

      @Override
      public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
        storage.observe(new Call(scope, listener)::changed);
        return super.watch(scope, listener, deadline);
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
