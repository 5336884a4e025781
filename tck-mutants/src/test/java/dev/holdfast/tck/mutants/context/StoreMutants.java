package dev.holdfast.tck.mutants.context;

import static dev.holdfast.tck.mutants.context.ContextMutant.store;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plain stores that store, delete or trim the wrong thing. */
final class StoreMutants {

  private StoreMutants() {}

  static List<ContextMutant> all() {
    return List.of(
        store(
            "says that a stale context is stored",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Context set(String id, JsonObject value, long version) {
                    try {
                      return super.set(id, value, version);
                    } catch (ConflictException e) {
                      return new Context(id, value, version, 0, Instant.EPOCH);
                    }
                  }
                },
            "CTX-02"),
        store(
            "finds an empty context where there is none",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Optional<Context> get(String id) {
                    return super.get(id)
                        .or(
                            () ->
                                Optional.of(
                                    new Context(id, JsonObject.EMPTY, 1, 0, Instant.EPOCH)));
                  }
                },
            "CTX-03",
            "CTX-04"),
        store(
            "deletes the deltas with the context",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public void delete(String id) {
                    super.delete(id);
                    super.deleteDeltas(id);
                  }
                },
            "CTX-04"),
        store(
            "keeps versions as floating point",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Context set(String id, JsonObject value, long version) {
                    return super.set(id, value, (long) (double) version);
                  }
                },
            "CTX-13"),
        store(
            "tells the clock's start as the instant of deltas",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public List<ContextDelta> deltasAfter(String id, long version) {
                    return super.deltasAfter(id, version).stream()
                        .map(d -> new ContextDelta(id, d.delta(), d.version(), Instant.EPOCH))
                        .toList();
                  }
                },
            "CTX-05"),
        store(
            "ignores a stale delta",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public ContextDelta setDelta(String id, Delta delta, long version) {
                    try {
                      return super.setDelta(id, delta, version);
                    } catch (ConflictException e) {
                      return new ContextDelta(id, delta, version, Instant.EPOCH);
                    }
                  }
                },
            "CTX-06"),
        store(
            "gives the delta of the version asked after",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public List<ContextDelta> deltasAfter(String id, long version) {
                    return super.deltasAfter(id, Math.max(0, version - 1));
                  }
                },
            "CTX-07"),
        store(
            "deletes the context with the deltas",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public void deleteDeltas(String id) {
                    super.deleteDeltas(id);
                    super.delete(id);
                  }
                },
            "CTX-08"),
        store(
            "deletes deltas of the very instant too",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public void deleteDeltasOlderThan(String id, Instant instant) {
                    super.deleteDeltasOlderThan(id, instant.plusMillis(1));
                  }
                },
            "CTX-09"),
        store(
            "retains the oldest deltas",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public void retainLatestDeltas(String id, long count) {
                    List<ContextDelta> deltas = super.deltasAfter(id, 0);
                    super.deleteDeltas(id);
                    deltas.stream()
                        .limit(count)
                        .forEach(delta -> super.setDelta(id, delta.delta(), delta.version()));
                  }
                },
            "CTX-10"),
        store(
            "retains one delta too few",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public void retainLatestDeltas(String id, long count) {
                    super.retainLatestDeltas(id, Math.max(0, count - 1));
                  }
                },
            "CTX-10"),
        store(
            "commits a context without its delta",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Context commit(String id, long expected, JsonObject value, Delta delta) {
                    long version = super.get(id).map(Context::version).orElse(0L);
                    return version == expected
                        ? super.set(id, value, version + 1)
                        : super.commit(id, expected, value, delta);
                  }
                },
            "CTX-11"),
        store(
            "stores the delta before it looks at the version",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Context commit(String id, long expected, JsonObject value, Delta delta) {
                    if (super.get(id).isPresent()) {
                      long next = super.get(id).orElseThrow().version() + 1;
                      super.setDelta(id, delta, next);
                    }
                    return super.commit(id, expected, value, delta);
                  }
                },
            "CTX-12"),
        store(
            "commits over any version",
            real ->
                new ForwardingStore(real) {
                  @Override
                  public Context commit(String id, long expected, JsonObject value, Delta delta) {
                    long version = super.get(id).map(Context::version).orElse(0L);
                    return super.commit(id, version, value, delta);
                  }
                },
            "CTX-12"));
  }
}
