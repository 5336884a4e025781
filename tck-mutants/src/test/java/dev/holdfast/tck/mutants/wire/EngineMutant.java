package dev.holdfast.tck.mutants.wire;

import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.KitMutant;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.util.List;
import java.util.function.Function;

/**
 * A backend that breaks a rule when its engine or the way to it fails.
 *
 * @param flaw what it does wrong, in a few words
 * @param maker makes a target over an empty storage
 * @param clauses the clauses of which each must have a test that fails
 */
record EngineMutant(String flaw, Function<PlainStorage, TckTarget> maker, List<String> clauses)
    implements KitMutant {

  EngineMutant(String flaw, Function<PlainStorage, TckTarget> maker, String... clauses) {
    this(flaw, maker, List.of(clauses));
  }

  @Override
  public TckTarget target() {
    return maker.apply(new PlainStorage());
  }

  @Override
  public String toString() {
    return flaw;
  }
}
