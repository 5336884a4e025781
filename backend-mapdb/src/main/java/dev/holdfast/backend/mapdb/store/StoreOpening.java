package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.journal.Journal;
import dev.holdfast.backend.mapdb.row.CellKeys;
import dev.holdfast.backend.mapdb.row.MergedRows;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.backend.mapdb.table.Table;
import dev.holdfast.backend.mapdb.table.TableInfo;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/** Brings a store back from its files: manifest, tables, journal, in this order. */
final class StoreOpening {

  private final FileLayer files;
  private final Path directory;
  private final StoreSettings settings;
  private final Memtable memtable = new Memtable();
  private final Map<Bytes, TreeMap<Bytes, Value>> recovered = new HashMap<>();

  StoreOpening(FileLayer files, Path directory, StoreSettings settings) {
    this.files = files;
    this.directory = directory;
    this.settings = settings;
  }

  /** Returns the manifest, written first where the store is new. */
  Manifest manifest() throws IOException {
    List<String> names = files.names(directory);
    if (!names.contains(Manifest.FILE)) {
      refuseForeign(names);
      Journal.create(files, directory, settings.segmentBytes());
      Manifest.NEW.write(files, directory);
    }
    Manifest manifest = Manifest.read(files, directory);
    deleteOrphans(manifest);
    return manifest;
  }

  /** A crash while a new store was being made leaves its empty first segment and nothing else. */
  private void refuseForeign(List<String> names) throws IOException {
    for (String name : names) {
      boolean segment = Journal.isSegment(name);
      boolean used = segment && !Journal.isNew(files, directory, name);
      if (used || Table.isTableFile(name)) {
        throw new CorruptException(
            ErrorCode.CORRUPT,
            "The file %s is part of a store whose file manifest is missing."
                .formatted(directory.resolve(name)));
      }
      if (!name.equals(Store.LOCK) && !isUnfinished(name) && !segment) {
        throw new ConfigurationException(
            ErrorCode.STORAGE_UNUSABLE,
            "The directory %s is not a store and not empty: it holds %s."
                .formatted(directory, name));
      }
    }
  }

  private static boolean isUnfinished(String name) {
    return name.endsWith(".tmp");
  }

  private void deleteOrphans(Manifest manifest) throws IOException {
    for (String name : files.names(directory)) {
      boolean named =
          manifest.tables().stream().anyMatch(table -> Table.isFileOf(table.name(), name));
      if (isUnfinished(name) || (Table.isTableFile(name) && !named)) {
        files.delete(directory.resolve(name));
      }
    }
  }

  /** Opens the journal, whose commits are put into memory. */
  Journal journal(Manifest manifest, Runnable onAbandoned) throws IOException {
    Journal journal =
        Journal.open(
            files,
            directory,
            settings.segmentBytes(),
            manifest.firstSegment(),
            this::recover,
            onAbandoned);
    recovered.forEach(this::makeVisible);
    recovered.clear();
    return journal;
  }

  private void recover(ByteBuffer payload) {
    int bytes = payload.remaining();
    CommitRecord.Reader commit = CommitRecord.read(payload);
    TreeMap<Bytes, Value> rows =
        recovered.computeIfAbsent(commit.prefix(), absent -> new TreeMap<>());
    memtable.addWeight(bytes, commit.rows(rows::put), commit.usage().bytes());
    memtable.addUsage(CellKeys.usageOf(commit.prefix()), commit.usage());
  }

  private void makeVisible(Bytes prefix, SortedMap<Bytes, Value> rows) {
    Slot slot = memtable.slot(prefix);
    slot.newest = TreePMap.fromSortedMap(rows);
    slot.visible = slot.newest;
  }

  /** Opens the tables, newest first. */
  List<Table> tables(Manifest manifest) throws IOException {
    List<Table> tables = new ArrayList<>();
    for (TableInfo info : manifest.tables()) {
      tables.add(Table.open(files, directory, info));
    }
    return tables;
  }

  /** Returns the state after tables and journal were read. */
  Snapshot snapshot(List<Table> tables) {
    return new Snapshot(memtable, null, tables, usage(tables));
  }

  private static Map<Bytes, UsageRow> usage(List<Table> tables) {
    Bytes[] range = CellKeys.usages();
    List<Iterator<Map.Entry<Bytes, Value>>> rows = new ArrayList<>();
    tables.forEach(table -> rows.add(table.range(range[0], range[1], false)));
    Map<Bytes, UsageRow> usage = new HashMap<>();
    new MergedRows(rows, false)
        .forEachRemaining(row -> usage.put(row.getKey(), UsageRow.decode(row.getValue().bytes())));
    return Map.copyOf(usage);
  }
}
