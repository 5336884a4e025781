package dev.holdfast.durable;

import dev.holdfast.spi.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A map in memory that outlives its process: a change stands in the log before it shows.
 *
 * <p>Lookups read memory alone and take no lock. <em>Durable</em> operations ({@link #write},
 * {@link #delete}, {@link #atomically}, {@link #updateCounter}, {@link #clear}) return when they
 * are stored, and show only then; those that come while others are being stored are stored
 * together, in one commit. <em>Dirty</em> operations show at once and cost no more than a map; they
 * are stored with the next durable operation or {@link #flush}, and until then a crash loses them.
 *
 * <p>A table has one owner. Who opens it elsewhere takes it over, and what the former owner then
 * changes fails with {@link dev.holdfast.error.FencedException}; nothing of it is stored.
 *
 * <p>Keys and values must not change once they are given, and are never {@code null}. Thread-safe.
 * Besides the errors named, a change may fail with {@link dev.holdfast.error.UnavailableException}
 * (nothing is stored; repeat it) or {@link dev.holdfast.error.OutcomeUnknownException}. After the
 * latter, or any failure in the middle of a group, the log counts as failed: later changes fail
 * with {@link dev.holdfast.error.ClosedException} until the table is opened again, which reads what
 * is stored. A stopped or dropped table answers every call with that error, but {@link #stop},
 * {@link #stats} and {@link #health}.
 *
 * @param <K> the keys; with {@code equals} and {@code hashCode}
 * @param <V> the values
 */
public interface DurableTable<K, V> extends AutoCloseable {

  /** Returns its name. */
  String name();

  /** Returns the value of {@code key}, empty if there is none. */
  Optional<V> lookup(K key);

  /** Returns the value of {@code key}, {@code otherwise} if there is none. */
  V lookup(K key, V otherwise);

  /** Returns the number of keys. */
  long size();

  /**
   * Returns the table as it is now, to be read while it changes; groups and batches show whole. To
   * be closed.
   */
  TableSnapshot<K, V> snapshot();

  /**
   * Returns the entries for which {@code wanted} holds, all from one state; in the order of keys
   * where the table is sorted.
   */
  List<TableEntry<K, V>> select(BiPredicate<? super K, ? super V> wanted);

  /**
   * Returns the entries of a range, in the order of keys, all from one state.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the table is not sorted
   */
  List<TableEntry<K, V>> select(KeyRange<K> range);

  /**
   * Stores a value.
   *
   * @throws dev.holdfast.error.LimitExceededException if it is larger than the write buffer
   */
  void write(K key, V value);

  /** Removes a key; stored even where the key is absent. */
  void delete(K key);

  /**
   * Stores the changes of a batch, all or none, in its order.
   *
   * @return the batch's effects, in order, once it is stored
   * @throws dev.holdfast.error.LimitExceededException if it is larger than the write buffer
   */
  <E> List<E> atomically(TableBatch<K, V, E> batch);

  /** Stores the changes that {@code steps} puts into a batch, all or none. */
  default <E> List<E> atomically(Consumer<TableBatch<K, V, E>> steps) {
    TableBatch<K, V, E> batch = new TableBatch<>();
    steps.accept(batch);
    return atomically(batch);
  }

  /**
   * Adds to a whole number, which is 0 where the key is absent; what is dirty counts.
   *
   * @return the sum
   * @throws dev.holdfast.error.InvalidRequestException if the value is no {@link Long}, or the sum
   *     is beyond its range; nothing changes
   */
  long updateCounter(K key, long increment);

  /** Removes all keys. */
  void clear();

  /** Sets a value in memory, to be stored later. */
  void dirtyWrite(K key, V value);

  /** Removes a key in memory, to be stored later. */
  void dirtyDelete(K key);

  /** Stores all that is dirty, all or none. */
  void flush();

  /** Does what {@link #write} does; the stage completes when the value is stored. */
  CompletionStage<Void> writeAsync(K key, V value);

  /** Does what {@link #delete} does; the stage completes when that is stored. */
  CompletionStage<Void> deleteAsync(K key);

  /** Does what {@link #atomically} does; the stage completes when the batch is stored. */
  <E> CompletionStage<List<E>> atomicallyAsync(TableBatch<K, V, E> batch);

  /** Does what {@link #updateCounter} does; the stage completes when the sum is stored. */
  CompletionStage<Long> updateCounterAsync(K key, long increment);

  /** Does what {@link #flush} does; the stage completes when all is stored. */
  CompletionStage<Void> flushAsync();

  /**
   * Returns the version of what the application keeps here, setting it to {@code version} if it has
   * none yet; of callers at the same time, all get the same. It is no key, and survives a clear.
   */
  long ensureVersion(long version);

  /** Stores what is dirty, then folds the log into a base; others go on reading and writing. */
  void forceCompaction();

  /**
   * Returns what the storage holds of this table, oldest first, read as the stream is consumed.
   *
   * <p>The stream fails with {@link dev.holdfast.error.GoneException} if a compaction or clear
   * removes what it has not come to.
   */
  Stream<WalRecord<K, V>> dumpWal();

  /** Removes the table from the storage, and stops. */
  void drop();

  /**
   * Stores what is dirty, gives the table up and stops; idempotent.
   *
   * @throws dev.holdfast.error.UnavailableException if it took longer than {@code timeout}, or the
   *     thread was interrupted: no change is taken any more, and it may be called again, which
   *     opening the table again does too
   */
  void stop(Duration timeout);

  /**
   * Stops, with the configured timeout. An interrupt does not end it, since who closes does so
   * once; the thread's flag is set again afterwards.
   */
  @Override
  void close();

  /** Returns how the table stands. */
  TableStats stats();

  /** Tells whether the table takes changes; says what failed where it does not. Never waits. */
  Health health();
}
