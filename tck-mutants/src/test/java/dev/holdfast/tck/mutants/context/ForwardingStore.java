package dev.holdfast.tck.mutants.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import dev.holdfast.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that passes everything on. */
class ForwardingStore implements ContextStore {

  final ContextStore real;

  ForwardingStore(ContextStore real) {
    this.real = real;
  }

  @Override
  public Context set(String id, JsonObject value, long version) {
    return real.set(id, value, version);
  }

  @Override
  public Optional<Context> get(String id) {
    return real.get(id);
  }

  @Override
  public void delete(String id) {
    real.delete(id);
  }

  @Override
  public ContextDelta setDelta(String id, Delta delta, long version) {
    return real.setDelta(id, delta, version);
  }

  @Override
  public List<ContextDelta> deltasAfter(String id, long version) {
    return real.deltasAfter(id, version);
  }

  @Override
  public void deleteDeltas(String id) {
    real.deleteDeltas(id);
  }

  @Override
  public void deleteDeltasOlderThan(String id, Instant instant) {
    real.deleteDeltasOlderThan(id, instant);
  }

  @Override
  public void retainLatestDeltas(String id, long count) {
    real.retainLatestDeltas(id, count);
  }

  @Override
  public Page<Context> list(ContextQuery query) {
    return real.list(query);
  }

  @Override
  public Page<DeltaCount> listWithDeltaCounts(ContextQuery query) {
    return real.listWithDeltaCounts(query);
  }

  @Override
  public Page<ContextDelta> listDeltas(ContextQuery query) {
    return real.listDeltas(query);
  }

  @Override
  public Context commit(String id, long expectedVersion, JsonObject value, Delta delta) {
    return real.commit(id, expectedVersion, value, delta);
  }
}
