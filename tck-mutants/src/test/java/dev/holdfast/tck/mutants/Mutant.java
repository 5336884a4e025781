package dev.holdfast.tck.mutants;

import dev.holdfast.spi.Backend;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.List;

/**
 * A backend that breaks a rule.
 *
 * @param flaw what it does wrong, in a few words
 * @param opener opens an instance
 * @param isRestartable whether it says that its storage outlives its instances
 * @param clauses the clauses of which each must have a test that fails
 */
public record Mutant(String flaw, Opener opener, boolean isRestartable, List<String> clauses)
    implements KitMutant {

  /** Opens an instance over a storage. */
  @FunctionalInterface
  public interface Opener {
    Backend open(PlainStorage storage, InstantSource clock);
  }

  Mutant(String flaw, Opener opener, String... clauses) {
    this(flaw, opener, true, List.of(clauses));
  }

  @Override
  public TckTarget target() {
    PlainStorage storage = new PlainStorage();
    TckTarget target = TckTarget.opener(clock -> opener.open(storage, clock));
    return isRestartable ? target.restartable() : target;
  }

  @Override
  public String toString() {
    return flaw;
  }
}
