package dev.holdfast.tck.mutants.durable;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.durable.TableStats;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.spi.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** A durable table that passes everything on. */
class ForwardingTable<K, V> implements DurableTable<K, V> {

  private final DurableTable<K, V> real;

  ForwardingTable(DurableTable<K, V> real) {
    this.real = real;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public Optional<V> lookup(K key) {
    return real.lookup(key);
  }

  @Override
  public V lookup(K key, V otherwise) {
    return real.lookup(key, otherwise);
  }

  @Override
  public long size() {
    return real.size();
  }

  @Override
  public TableSnapshot<K, V> snapshot() {
    return real.snapshot();
  }

  @Override
  public List<TableEntry<K, V>> select(BiPredicate<? super K, ? super V> wanted) {
    return real.select(wanted);
  }

  @Override
  public List<TableEntry<K, V>> select(KeyRange<K> range) {
    return real.select(range);
  }

  @Override
  public void write(K key, V value) {
    real.write(key, value);
  }

  @Override
  public void delete(K key) {
    real.delete(key);
  }

  @Override
  public <E> List<E> atomically(TableBatch<K, V, E> batch) {
    return real.atomically(batch);
  }

  @Override
  public long updateCounter(K key, long increment) {
    return real.updateCounter(key, increment);
  }

  @Override
  public void clear() {
    real.clear();
  }

  @Override
  public void dirtyWrite(K key, V value) {
    real.dirtyWrite(key, value);
  }

  @Override
  public void dirtyDelete(K key) {
    real.dirtyDelete(key);
  }

  @Override
  public void flush() {
    real.flush();
  }

  @Override
  public CompletionStage<Void> writeAsync(K key, V value) {
    return real.writeAsync(key, value);
  }

  @Override
  public CompletionStage<Void> deleteAsync(K key) {
    return real.deleteAsync(key);
  }

  @Override
  public <E> CompletionStage<List<E>> atomicallyAsync(TableBatch<K, V, E> batch) {
    return real.atomicallyAsync(batch);
  }

  @Override
  public CompletionStage<Long> updateCounterAsync(K key, long increment) {
    return real.updateCounterAsync(key, increment);
  }

  @Override
  public CompletionStage<Void> flushAsync() {
    return real.flushAsync();
  }

  @Override
  public long ensureVersion(long version) {
    return real.ensureVersion(version);
  }

  @Override
  public void forceCompaction() {
    real.forceCompaction();
  }

  @Override
  public Stream<WalRecord<K, V>> dumpWal() {
    return real.dumpWal();
  }

  @Override
  public void drop() {
    real.drop();
  }

  @Override
  public void stop(Duration timeout) {
    real.stop(timeout);
  }

  @Override
  public void close() {
    real.close();
  }

  @Override
  public TableStats stats() {
    return real.stats();
  }

  @Override
  public Health health() {
    return real.health();
  }
}
