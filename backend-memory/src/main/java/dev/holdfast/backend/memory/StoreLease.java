package dev.holdfast.backend.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** One instance's hold on a store; a named store is dropped with its last lease. */
final class StoreLease {

  private static final ConcurrentMap<String, Shared> SHARED = new ConcurrentHashMap<>();

  private final CellStore store;
  private final Runnable onEnd;

  private StoreLease(CellStore store, Runnable onEnd) {
    this.store = store;
    this.onEnd = onEnd;
  }

  private record Shared(CellStore store, int leases) {}

  /** Leases a new store that nobody else can reach. */
  static StoreLease ofPrivateStore() {
    return new StoreLease(new CellStore(), () -> {});
  }

  /** Leases the store called {@code name}, made now if nobody has it open. */
  static StoreLease shared(String name) {
    Shared shared =
        SHARED.compute(
            name,
            (key, open) ->
                open == null
                    ? new Shared(new CellStore(), 1)
                    : new Shared(open.store(), open.leases() + 1));
    return new StoreLease(shared.store(), () -> release(name));
  }

  private static void release(String name) {
    SHARED.computeIfPresent(
        name,
        (key, open) -> open.leases() == 1 ? null : new Shared(open.store(), open.leases() - 1));
  }

  CellStore store() {
    return store;
  }

  /** Gives the store up; to be called once. */
  void end() {
    onEnd.run();
  }
}
