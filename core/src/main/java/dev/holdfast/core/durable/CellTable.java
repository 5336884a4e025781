package dev.holdfast.core.durable;

import static java.util.Objects.requireNonNull;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.durable.TableStats;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A durable table: reads go to memory, changes to the {@link TableWriter}. */
final class CellTable<K, V> implements DurableTable<K, V> {

  private final String name;
  private final RamTable<K, V> ram;
  private final TableWriter<K, V> writer;
  private final WalDump<K, V> dump;
  private final TableLife life;

  private CellTable(
      String name,
      RamTable<K, V> ram,
      TableWriter<K, V> writer,
      WalDump<K, V> dump,
      TableLife life) {
    this.name = name;
    this.ram = ram;
    this.writer = writer;
    this.dump = dump;
    this.life = life;
  }

  /** Becomes the {@code owner} of the table in {@code cell} and restores it. */
  static <K, V> CellTable<K, V> open(
      Cells cells, CellRef cell, UUID owner, TableTerms<K, V> terms) {
    ChangeCodec<K, V> codec = new ChangeCodec<>(terms.keys(), terms.values());
    Updates<K, V> updates = new Updates<>(cell.id(), terms.options().onUpdate());
    Restoration<K, V> restoration = new Restoration<>(terms.options().order(), updates);
    OwnedLog log;
    try {
      log = new TableOpening<>(cells, cell, owner, terms.options(), codec).open(restoration::begin);
    } catch (RuntimeException | Error e) {
      restoration.abandon();
      throw e;
    }
    RamTable<K, V> ram = restoration.end();
    TableLife life = new TableLife(cell.id());
    return new CellTable<>(
        cell.id(),
        ram,
        new TableWriter<>(cells, cell, terms.options(), codec, log, ram, updates, life),
        new WalDump<>(cells, cell, codec, log),
        life);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<V> lookup(K key) {
    return Optional.ofNullable(value(key));
  }

  @Override
  public V lookup(K key, V otherwise) {
    V value = value(key);
    return value == null ? otherwise : value;
  }

  private @Nullable V value(K key) {
    V value = ram.lookup(requireNonNull(key, "key"));
    life.requireReadable();
    return value;
  }

  @Override
  public long size() {
    life.requireReadable();
    return ram.size();
  }

  @Override
  public TableSnapshot<K, V> snapshot() {
    life.requireReadable();
    return ram.snapshot();
  }

  @Override
  public List<TableEntry<K, V>> select(BiPredicate<? super K, ? super V> wanted) {
    List<TableEntry<K, V>> found = new ArrayList<>();
    try (TableSnapshot<K, V> snapshot = snapshot()) {
      for (TableEntry<K, V> entry : snapshot) {
        if (wanted.test(entry.key(), entry.value())) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  @Override
  public List<TableEntry<K, V>> select(KeyRange<K> range) {
    List<TableEntry<K, V>> found = new ArrayList<>();
    try (TableSnapshot<K, V> snapshot = snapshot()) {
      for (Iterator<TableEntry<K, V>> entries = snapshot.range(range); entries.hasNext(); ) {
        found.add(entries.next());
      }
    }
    return found;
  }

  @Override
  public void write(K key, V value) {
    writer.perform(writer.changes(List.of(new TableChange.Write<>(key, value))));
  }

  @Override
  public void delete(K key) {
    writer.perform(writer.changes(List.of(new TableChange.Delete<>(key))));
  }

  @Override
  public <E> List<E> atomically(TableBatch<K, V, E> batch) {
    List<E> effects = List.copyOf(batch.effects());
    writer.perform(writer.changes(batch.changes()));
    return effects;
  }

  @Override
  public long updateCounter(K key, long increment) {
    return writer.perform(new Request.Count<>(requireNonNull(key, "key"), increment));
  }

  @Override
  public void clear() {
    writer.clear();
  }

  @Override
  public void dirtyWrite(K key, V value) {
    writer.dirty(requireNonNull(key, "key"), requireNonNull(value, "value"));
  }

  @Override
  public void dirtyDelete(K key) {
    writer.dirty(requireNonNull(key, "key"), null);
  }

  @Override
  public void flush() {
    writer.perform(new Request.Flush<>());
  }

  @Override
  public CompletionStage<Void> writeAsync(K key, V value) {
    return writer.submit(
        () -> writer.changes(List.of(new TableChange.Write<>(key, value))), done -> null);
  }

  @Override
  public CompletionStage<Void> deleteAsync(K key) {
    return writer.submit(
        () -> writer.changes(List.of(new TableChange.Delete<>(key))), done -> null);
  }

  @Override
  public <E> CompletionStage<List<E>> atomicallyAsync(TableBatch<K, V, E> batch) {
    List<E> effects = List.copyOf(batch.effects());
    return writer.submit(() -> writer.changes(batch.changes()), done -> effects);
  }

  @Override
  public CompletionStage<Long> updateCounterAsync(K key, long increment) {
    return writer.submit(
        () -> new Request.Count<>(requireNonNull(key, "key"), increment), sum -> sum);
  }

  @Override
  public CompletionStage<Void> flushAsync() {
    return writer.submit(Request.Flush::new, done -> null);
  }

  @Override
  public long ensureVersion(long version) {
    return writer.ensureVersion(version);
  }

  @Override
  public void forceCompaction() {
    writer.compact();
  }

  @Override
  public Stream<WalRecord<K, V>> dumpWal() {
    life.requireReadable();
    return dump.records();
  }

  @Override
  public void drop() {
    writer.drop();
  }

  @Override
  public void stop(Duration timeout) {
    writer.stop(timeout);
  }

  @Override
  public void close() {
    writer.close();
  }

  /** Stops without touching the storage, which belongs to another owner or cannot be written. */
  void abandon() {
    writer.abandon();
  }

  /** Tells whether it takes changes. */
  boolean isUsable() {
    return life.isOpen() && health().healthy();
  }

  boolean isStopped() {
    return life.isStopped();
  }

  /** Tells whether a stop has begun, and can still store what is dirty. */
  boolean isStopping() {
    return !life.isOpen() && !life.isStopped() && writer.takesMore();
  }

  /** Refuses what would wait for the on-update callback that it is called by. */
  void requireNotTelling() {
    writer.requireNotTelling();
  }

  @Override
  public TableStats stats() {
    return writer.stats();
  }

  @Override
  public Health health() {
    return writer.health();
  }

  @Override
  public String toString() {
    return "DurableTable[" + name + "]";
  }
}
