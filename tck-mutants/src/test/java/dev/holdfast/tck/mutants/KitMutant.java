package dev.holdfast.tck.mutants;

import dev.holdfast.tck.TckTarget;
import java.util.List;

/** Something that breaks a rule, which the kit must catch. */
public interface KitMutant {

  /** Returns what it does wrong, in a few words. */
  String flaw();

  /** Returns the clauses of which each must have a test that fails. */
  List<String> clauses();

  /** Returns an empty storage of it. */
  TckTarget target();
}
