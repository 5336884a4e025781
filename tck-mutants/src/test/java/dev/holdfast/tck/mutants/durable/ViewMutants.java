package dev.holdfast.tck.mutants.durable;

import static dev.holdfast.tck.mutants.durable.TableMutant.table;

import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.durable.TableStats;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.spi.Health;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables that show something else than what there is. */
final class ViewMutants {

  private ViewMutants() {}

  static List<TableMutant> all() {
    return List.of(
        table(
            "shows in a snapshot what came after it",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public TableSnapshot<Object, Object> snapshot() {
                    return new Live(this, super.snapshot());
                  }
                },
            "DUR-60"),
        table(
            "counts the end of a range in",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public List<TableEntry<Object, Object>> select(KeyRange<Object> range) {
                    List<TableEntry<Object, Object>> found = new ArrayList<>(super.select(range));
                    if (range.to() != null) {
                      super.lookup(range.to())
                          .ifPresent(value -> found.add(new TableEntry<>(range.to(), value)));
                    }
                    return found;
                  }
                },
            "DUR-61"),
        table(
            "dumps nothing but the newest changes",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public Stream<WalRecord<Object, Object>> dumpWal() {
                    return super.dumpWal().filter(found -> found.log().startsWith("wal-"));
                  }
                },
            "DUR-62"),
        table(
            "reckons badness without the number of keys",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public TableStats stats() {
                    TableStats stats = super.stats();
                    return new TableStats(
                        stats.size(),
                        stats.dirty(),
                        stats.logLength(),
                        stats.logLength(),
                        stats.compactions(),
                        stats.epoch(),
                        stats.pendingBytes());
                  }
                },
            "DUR-30"),
        table(
            "calls itself healthy whatever happens",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public Health health() {
                    return new Health(true, "All is well.");
                  }
                },
            "DUR-40",
            "DUR-43"));
  }

  /** A snapshot that looks keys up in the table. */
  private record Live(ForwardingTable<Object, Object> table, TableSnapshot<Object, Object> then)
      implements TableSnapshot<Object, Object> {

    @Override
    public Optional<Object> lookup(Object key) {
      return table.lookup(key);
    }

    @Override
    public long size() {
      return then.size();
    }

    @Override
    public Iterator<TableEntry<Object, Object>> iterator() {
      return then.iterator();
    }

    @Override
    public Iterator<TableEntry<Object, Object>> range(KeyRange<Object> range) {
      return then.range(range);
    }

    @Override
    public void close() {
      then.close();
    }
  }
}
