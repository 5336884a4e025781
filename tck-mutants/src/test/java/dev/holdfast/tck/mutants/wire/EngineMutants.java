package dev.holdfast.tck.mutants.wire;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.KitMutant;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Lost connections, restarts and failovers gone wrong. */
public final class EngineMutants {

  private EngineMutants() {}

  /** Returns all of them. */
  public static List<KitMutant> all() {
    return List.of(
        new EngineMutant(
            "says that nothing was applied when a reply is lost",
            overTcp(SaysNothingWasApplied::new),
            "CELL-FAULT-01"),
        new EngineMutant(
            "sends a commit again without its id when a reply is lost",
            overTcp(ForgetsTheId::new),
            "CELL-FAULT-02"),
        new EngineMutant(
            "waits for a reply as long as it takes", overTcp(Waits::new), "CELL-FAULT-03"),
        new EngineMutant(
            "never connects again once a connection was lost",
            overTcp(GivesUp::new),
            "CELL-FAULT-04"),
        new EngineMutant(
            "lets out what the network says when the engine is out of reach",
            overTcp(LetsOut::new),
            "CELL-FAULT-05"),
        new EngineMutant(
            "tells its watches nothing once a connection was lost",
            overTcp(FallsSilent::new),
            "CELL-FAULT-06"),
        new EngineMutant(
            "forgets the newest commits when its engine is killed",
            storage -> EngineTarget.of(storage).onRestart(storage::undoSome),
            "CELL-RESTART-01"),
        new EngineMutant(
            "loses the entry of the last commit, but not its row, when its engine is killed",
            storage -> EngineTarget.of(storage).onRestart(() -> tear(storage)),
            "CELL-RESTART-02"),
        new EngineMutant(
            "gives the same tags again after a failover",
            storage -> EngineTarget.of(storage, EngineMutants::computesTags, WireBackend::new),
            "CELL-FAILOVER-01"),
        new EngineMutant(
            "merges the entries of lost commits into what is kept",
            EngineMutants::merges,
            "CELL-FAILOVER-02"));
  }

  private static Function<PlainStorage, TckTarget> overTcp(
      BiFunction<Backend, InetSocketAddress, Backend> opener) {
    return storage -> EngineTarget.of(storage, PlainBackend::new, opener);
  }

  private static final class SaysNothingWasApplied extends WireBackend {
    SaysNothingWasApplied(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    protected RuntimeException lost(IOException cause) {
      return unreachable(cause);
    }
  }

  private static final class ForgetsTheId extends WireBackend {
    ForgetsTheId(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
      try {
        return super.commit(cell, commit, deadline);
      } catch (OutcomeUnknownException e) {
        Commit again =
            new Commit(null, commit.preconditions(), commit.mutations(), commit.durability());
        return super.commit(cell, again, Deadline.after(Duration.ofSeconds(1)));
      }
    }
  }

  private static final class Waits extends WireBackend {
    Waits(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    protected int millis(Deadline deadline) {
      return 0;
    }
  }

  private static final class GivesUp extends WireBackend {
    private volatile boolean over;

    GivesUp(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    protected <T> T call(Supplier<T> call, byte[] payload, Deadline deadline) {
      if (over) {
        throw new UnavailableException(ErrorCode.UNAVAILABLE, "The connection was lost once.");
      }
      return super.call(call, payload, deadline);
    }

    @Override
    protected RuntimeException lost(IOException cause) {
      over = true;
      return super.lost(cause);
    }
  }

  private static final class LetsOut extends WireBackend {
    LetsOut(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    protected RuntimeException lost(IOException cause) {
      return new UncheckedIOException(cause);
    }
  }

  private static final class FallsSilent extends WireBackend {
    private volatile boolean silent;

    FallsSilent(Backend engine, InetSocketAddress address) {
      super(engine, address);
    }

    @Override
    protected RuntimeException lost(IOException cause) {
      silent = true;
      return super.lost(cause);
    }

    @Override
    protected RuntimeException unreachable(IOException cause) {
      silent = true;
      return super.unreachable(cause);
    }

    @Override
    public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
      return super.watch(
          scope,
          new WatchListener() {
            @Override
            public void changed(CellRef cell) {
              if (!silent) {
                listener.changed(cell);
              }
            }

            @Override
            public void resync() {
              listener.resync();
            }
          },
          deadline);
    }
  }

  private static void tear(PlainStorage storage) {
    change(
        storage,
        state -> {
          PlainCell torn = state.copy();
          torn.logs.values().forEach(log -> log.entries.pollLastEntry());
          return torn;
        });
  }

  private static void change(PlainStorage storage, UnaryOperator<PlainCell> change) {
    storage.lock().lock();
    try {
      storage.cells().replaceAll((ref, state) -> change.apply(state));
    } finally {
      storage.lock().unlock();
    }
  }

  private static Backend computesTags(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected PlainSession session(PlainCell state, Commit commit) {
        return new PlainSession(state) {
          @Override
          public void putCell(CellRecord cell) {
            super.putCell(
                new CellRecord(
                    cell.version(),
                    31 * cell.version(),
                    cell.headAt(),
                    cell.sequence(),
                    cell.updatedAt(),
                    cell.incarnations()));
          }
        };
      }
    };
  }

  private static TckTarget merges(PlainStorage storage) {
    return EngineTarget.of(storage)
        .onFailover(
            EngineTarget.failover(
                storage,
                before ->
                    storage
                        .cells()
                        .replaceAll(
                            (ref, state) -> {
                              PlainCell merged = state.copy();
                              merged.logs.putAll(before.get(ref).logs);
                              return merged;
                            })));
  }
}
