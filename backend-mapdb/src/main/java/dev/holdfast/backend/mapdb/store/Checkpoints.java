package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.journal.Journal;
import dev.holdfast.backend.mapdb.row.MergedRows;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.backend.mapdb.table.DeletedTables;
import dev.holdfast.backend.mapdb.table.Table;
import dev.holdfast.backend.mapdb.table.TableInfo;
import dev.holdfast.backend.mapdb.table.TableWriter;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves what is in memory to tables, merges tables, and frees the journal; on the background thread
 * alone.
 *
 * <p>A new table is safe and has its name before the manifest names it; what the manifest no longer
 * names is deleted afterwards. While a merge runs, checkpoints that become due are done in between.
 */
final class Checkpoints {

  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  /** How much space deleted tables may take until the garbage collector is asked to free it. */
  private static final long MOST_DELETED_BYTES = 1L << 30;

  /** How much larger than its values a table is taken to be until a whole merge has shown it. */
  private static final double ASSUMED_OVERHEAD = 8;

  private final FileLayer files;
  private final Path directory;
  private final StoreSettings settings;
  private final InstantSource clock;
  private final Journal journal;
  private final State state;
  private final DeletedTables deleted = new DeletedTables(MOST_DELETED_BYTES, System::gc);
  private Manifest manifest;
  private long nextTable;
  private double overhead = ASSUMED_OVERHEAD;

  Checkpoints(
      FileLayer files,
      Path directory,
      StoreSettings settings,
      InstantSource clock,
      Journal journal,
      State state,
      Manifest manifest) {
    this.files = files;
    this.directory = directory;
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
    this.state = state;
    this.manifest = manifest;
    this.nextTable = manifest.nextTable();
  }

  /** What the store lends to its checkpoints. */
  interface State {
    Snapshot snapshot();

    /** Freezes what commits change and seals the journal, both at once; returns the segment. */
    long freeze();

    void replace(Snapshot snapshot);

    boolean isStopping();
  }

  /** Does all that is due. */
  void run() throws IOException {
    journal.prepareNext();
    if (isDue()) {
      checkpoint();
    }
    for (int count = dueMerge(); count > 0 && !state.isStopping(); count = dueMerge()) {
      merge(count);
    }
  }

  boolean isDue() {
    return state.snapshot().active().weight() >= settings.checkpointBytes();
  }

  /** Writes what is in memory to a table. */
  void checkpoint() throws IOException {
    long segment = state.freeze();
    journal.flush();
    Snapshot frozen = state.snapshot();
    Memtable memtable = frozen.frozen();
    if (memtable == null) {
      return;
    }
    Map<Bytes, UsageRow> usage = usage(frozen, memtable);
    TreeMap<Bytes, Value> usageRows = new TreeMap<>();
    memtable
        .usage()
        .keySet()
        .forEach(
            key -> usageRows.put(key, Value.of(usage.getOrDefault(key, UsageRow.NONE).encode())));
    Table table =
        write(
            name("checkpoint"),
            List.of(usageRows.entrySet().iterator(), new MemtableRows(memtable)),
            frozen.tables().isEmpty(),
            false);
    List<Table> tables = new ArrayList<>(frozen.tables());
    if (table != null) {
      tables.add(0, table);
    }
    publish(new Manifest(segment, nextTable, infos(tables)));
    state.replace(new Snapshot(state.snapshot().active(), null, tables, usage));
    journal.deleteBefore(segment);
    journal.prepareNext();
  }

  private static Map<Bytes, UsageRow> usage(Snapshot snapshot, Memtable memtable) {
    Map<Bytes, UsageRow> usage = new HashMap<>(snapshot.usage());
    memtable.usage().forEach((key, change) -> usage.merge(key, change, UsageRow::plus));
    return Map.copyOf(usage);
  }

  private int dueMerge() {
    List<Table> tables = state.snapshot().tables();
    long bytes = tables.stream().mapToLong(table -> table.info().bytes()).sum();
    double live = overhead * liveBytes();
    if (tables.size() > 1 && bytes > 2 * live + 2 * settings.checkpointBytes()) {
      return tables.size();
    }
    return MergePlan.choose(infos(tables), settings.checkpointBytes());
  }

  private long liveBytes() {
    return state.snapshot().usage().values().stream().mapToLong(UsageRow::bytes).sum();
  }

  /** Makes one table of the newest {@code count}. */
  private void merge(int count) throws IOException {
    List<Table> before = state.snapshot().tables();
    List<Table> merged = before.subList(0, count);
    boolean lowest = count == before.size();
    List<Iterator<Map.Entry<Bytes, Value>>> rows = new ArrayList<>();
    merged.forEach(table -> rows.add(table.all()));
    Table table = write(name("merge"), rows, lowest, true);
    if (state.isStopping()) {
      return;
    }
    // Checkpoints in between have put newer tables in front.
    List<Table> tables = new ArrayList<>(state.snapshot().tables());
    int at = tables.indexOf(merged.get(0));
    tables.removeAll(merged);
    if (table != null) {
      tables.add(at, table);
    }
    publish(new Manifest(manifest.firstSegment(), nextTable, infos(tables)));
    Snapshot now = state.snapshot();
    state.replace(new Snapshot(now.active(), now.frozen(), tables, now.usage()));
    for (Table old : merged) {
      Table.delete(files, directory, old.info().name());
      deleted.add(old);
    }
    if (lowest) {
      long bytes = table == null ? 0 : table.info().bytes();
      overhead = Math.max(1, (double) bytes / Math.max(1, liveBytes()));
    }
  }

  private String name(String kind) {
    return String.format(Locale.ROOT, "%s-%012d", kind, nextTable++);
  }

  private @Nullable Table write(
      String name,
      List<Iterator<Map.Entry<Bytes, Value>>> newestFirst,
      boolean lowest,
      boolean interruptible)
      throws IOException {
    RowFilter filter = new RowFilter(lowest, clock.instant().minus(settings.tombstoneRetention()));
    try (TableWriter writer = new TableWriter(files, directory, name)) {
      MergedRows rows = new MergedRows(newestFirst, false);
      for (long count = 1; rows.hasNext(); count++) {
        Map.Entry<Bytes, Value> row = rows.next();
        if (filter.keeps(row.getKey(), row.getValue())) {
          writer.add(row.getKey(), row.getValue());
        }
        if (interruptible && count % ROWS_BETWEEN_LOOKS == 0) {
          if (state.isStopping()) {
            return null;
          }
          if (isDue()) {
            checkpoint();
          }
        }
      }
      TableInfo info = writer.finish();
      return info == null ? null : Table.open(files, directory, info);
    }
  }

  private void publish(Manifest next) throws IOException {
    next.write(files, directory);
    manifest = next;
  }

  private static List<TableInfo> infos(List<Table> tables) {
    return tables.stream().map(Table::info).toList();
  }
}
