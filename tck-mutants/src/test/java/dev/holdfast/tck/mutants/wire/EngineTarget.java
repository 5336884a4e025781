package dev.holdfast.tck.mutants.wire;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Plain storages as if they stood on an engine: reached over TCP, restarted, taken over. */
public final class EngineTarget {

  /** Opens an instance over a storage. */
  @FunctionalInterface
  public interface Opener {
    Backend open(PlainStorage storage, InstantSource clock);
  }

  private EngineTarget() {}

  /** Returns a target that offers all that the kit may do to an engine, and keeps the rules. */
  public static TckTarget of(PlainStorage storage) {
    return of(storage, PlainBackend::new, WireBackend::new);
  }

  /** Returns such a target, opened otherwise, directly or over TCP. */
  public static TckTarget of(
      PlainStorage storage,
      Opener opener,
      BiFunction<Backend, InetSocketAddress, Backend> overTcp) {
    return TckTarget.opener(clock -> opener.open(storage, clock))
        .restartable()
        .overTcp(
            WireBackend.engineAddress(),
            address ->
                TckTarget.opener(clock -> overTcp.apply(opener.open(storage, clock), address)))
        .onRestart(() -> {})
        .onFailover(failover(storage, before -> {}));
  }

  /** Returns a failover that loses commits; {@code afterwards} is told what there was before. */
  public static Consumer<Runnable> failover(
      PlainStorage storage, Consumer<Map<CellRef, PlainCell>> afterwards) {
    return lost -> {
      Map<CellRef, PlainCell> kept = Map.copyOf(storage.cells());
      lost.run();
      storage.lock().lock();
      try {
        Map<CellRef, PlainCell> before = Map.copyOf(storage.cells());
        storage.cells().clear();
        storage.cells().putAll(kept);
        afterwards.accept(before);
      } finally {
        storage.lock().unlock();
      }
    };
  }
}
