package dev.holdfast.tck.mutants.durable;

import static dev.holdfast.tck.mutants.durable.TableMutant.table;

import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tables whose changes go wrong. */
final class ChangeMutants {

  private ChangeMutants() {}

  static List<TableMutant> all() {
    List<TableMutant> all = new ArrayList<>(single());
    all.addAll(several());
    all.addAll(dirty());
    return all;
  }

  private static List<TableMutant> single() {
    return List.of(
        table(
            "acknowledges a write before it is stored",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void write(Object key, Object value) {
                    super.dirtyWrite(key, value);
                  }
                },
            "DUR-01",
            "DUR-10"),
        table(
            "shows a write before it is stored",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void write(Object key, Object value) {
                    super.dirtyWrite(key, value);
                    super.write(key, value);
                  }
                },
            "DUR-11",
            "DUR-51"),
        table(
            "deletes in memory alone",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void delete(Object key) {
                    super.dirtyDelete(key);
                  }
                },
            "DUR-10"),
        table(
            "adds by reading and then writing",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public long updateCounter(Object key, long increment) {
                    long sum = (Long) super.lookup(key, 0L) + increment;
                    super.write(key, sum);
                    return sum;
                  }
                },
            "DUR-15"),
        table(
            "completes an asynchronous write at once",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public CompletionStage<Void> writeAsync(Object key, Object value) {
                    super.writeAsync(key, value);
                    return CompletableFuture.completedFuture(null);
                  }
                },
            "DUR-70"),
        table(
            "takes whichever version it is asked for",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public long ensureVersion(long version) {
                    super.ensureVersion(version);
                    return version;
                  }
                },
            "DUR-18"));
  }

  private static List<TableMutant> several() {
    return List.of(
        table(
            "stores the changes of a batch one by one",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public <E> List<E> atomically(TableBatch<Object, Object, E> batch) {
                    for (TableChange<Object, Object> change : batch.changes()) {
                      if (change instanceof TableChange.Write<Object, Object> write) {
                        super.write(write.key(), write.value());
                      } else {
                        super.delete(change.key());
                      }
                    }
                    return List.copyOf(batch.effects());
                  }
                },
            "DUR-13",
            "DUR-60"),
        table(
            "hands the effects of a batch back the other way round",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public <E> List<E> atomically(TableBatch<Object, Object, E> batch) {
                    List<E> effects = new ArrayList<>(super.atomically(batch));
                    Collections.reverse(effects);
                    return effects;
                  }
                },
            "DUR-12"),
        table(
            "clears memory alone",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void clear() {
                    try (TableSnapshot<Object, Object> snapshot = super.snapshot()) {
                      for (TableEntry<Object, Object> entry : snapshot) {
                        super.dirtyDelete(entry.key());
                      }
                    }
                  }
                },
            "DUR-16",
            "DUR-80"),
        table(
            "goes on after it was dropped",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void drop() {
                    super.clear();
                  }
                },
            "DUR-17"));
  }

  private static List<TableMutant> dirty() {
    return List.of(
        table(
            "stores a dirty write at once",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void dirtyWrite(Object key, Object value) {
                    super.write(key, value);
                  }
                },
            "DUR-20",
            "DUR-22"),
        table(
            "takes a flush for done",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void flush() {}
                },
            "DUR-21",
            "DUR-40",
            "DUR-43",
            "DUR-53"),
        table(
            "stores what became dirty during a compaction",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void forceCompaction() {
                    super.forceCompaction();
                    super.flush();
                  }
                },
            "DUR-34"),
        table(
            "leaves the log as it is when told to fold it",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void forceCompaction() {
                    super.flush();
                  }
                },
            "DUR-31"));
  }
}
