package dev.holdfast.tck.mutants.context;

import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.KitMutant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Contexts that break a rule.
 *
 * @param flaw what they do wrong, in a few words
 * @param broken makes them of real ones
 * @param clauses the clauses of which each must have a test that fails
 */
public record ContextMutant(String flaw, UnaryOperator<ContextSync> broken, List<String> clauses)
    implements KitMutant {

  /** Contexts whose flaw lies in the synchronised ones. */
  static ContextMutant sync(String flaw, UnaryOperator<ContextSync> broken, String... clauses) {
    return new ContextMutant(flaw, broken, List.of(clauses));
  }

  /** Contexts whose flaw lies in the plain store. */
  static ContextMutant store(String flaw, UnaryOperator<ContextStore> broken, String... clauses) {
    return sync(
        flaw,
        real ->
            new ForwardingSync(real) {
              @Override
              public ContextStore store() {
                return broken.apply(real.store());
              }
            },
        clauses);
  }

  /** Returns an empty storage of the memory backend, with these contexts over it. */
  @Override
  public TckTarget target() {
    return TckTarget.url("memory:" + UUID.randomUUID()).contexts(broken);
  }

  @Override
  public String toString() {
    return flaw;
  }
}
