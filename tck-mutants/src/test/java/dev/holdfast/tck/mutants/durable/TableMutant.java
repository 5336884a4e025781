package dev.holdfast.tck.mutants.durable;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.spi.Backend;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.KitMutant;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Durable tables that break a rule.
 *
 * @param flaw what they do wrong, in a few words
 * @param backend what their storage gets wrong
 * @param broken makes them of real ones
 * @param clauses the clauses of which each must have a test that fails
 */
public record TableMutant(
    String flaw, UnaryOperator<Backend> backend, TckTarget.SeenTables broken, List<String> clauses)
    implements KitMutant {

  /** Tables whose flaw lies in what they do. */
  static TableMutant table(
      String flaw, UnaryOperator<DurableTable<Object, Object>> broken, String... clauses) {
    return new TableMutant(flaw, UnaryOperator.identity(), new Broken(broken), List.of(clauses));
  }

  /** Tables whose flaw lies in what they ask of the storage. */
  static TableMutant log(String flaw, UnaryOperator<Backend> backend, String... clauses) {
    return new TableMutant(flaw, backend, new Broken(UnaryOperator.identity()), List.of(clauses));
  }

  @Override
  public TckTarget target() {
    PlainStorage storage = new PlainStorage();
    return TckTarget.opener(clock -> backend.apply(new PlainBackend(storage, clock)))
        .restartable()
        .durableTables(broken);
  }

  @Override
  public String toString() {
    return flaw;
  }

  /** Breaks tables of all types alike. */
  private record Broken(UnaryOperator<DurableTable<Object, Object>> change)
      implements TckTarget.SeenTables {

    @Override
    @SuppressWarnings("unchecked") // the flaws hand keys and values on as they are
    public <K, V> DurableTable<K, V> seen(DurableTable<K, V> table) {
      return (DurableTable<K, V>) change.apply((DurableTable<Object, Object>) table);
    }
  }
}
