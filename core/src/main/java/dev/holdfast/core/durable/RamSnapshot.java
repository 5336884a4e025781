package dev.holdfast.core.durable;

import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table as it was at one moment. */
final class RamSnapshot<K, V> implements TableSnapshot<K, V> {

  private final RamTable<K, V> table;
  private final long moment;
  private final long size;
  private volatile boolean closed;

  RamSnapshot(RamTable<K, V> table, long moment, long size) {
    this.table = table;
    this.moment = moment;
    this.size = size;
  }

  @Override
  public Optional<V> lookup(K key) {
    Optional<V> value = Optional.ofNullable(table.at(table.slot(key), moment));
    requireOpen();
    return value;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Iterator<TableEntry<K, V>> iterator() {
    return new Entries(table.slots());
  }

  @Override
  public Iterator<TableEntry<K, V>> range(KeyRange<K> range) {
    NavigableMap<K, Object> sorted = table.sorted();
    if (sorted == null) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "A hashed table has no ranges of keys; open it with TableOptions.sortedBy.");
    }
    return new Entries(within(sorted, range).entrySet().iterator());
  }

  private NavigableMap<K, Object> within(NavigableMap<K, Object> sorted, KeyRange<K> range) {
    K from = range.from();
    K to = range.to();
    if (from == null) {
      return to == null ? sorted : sorted.headMap(to, false);
    }
    if (to == null) {
      return sorted.tailMap(from, true);
    }
    Comparator<? super K> order = sorted.comparator();
    boolean empty = order != null && order.compare(from, to) > 0;
    return sorted.subMap(from, true, empty ? from : to, false);
  }

  @Override
  public void close() {
    closed = true;
    table.close(moment);
  }

  /** To be called after reading: what was read before the close is right. */
  private void requireOpen() {
    if (closed) {
      throw new ClosedException("The snapshot of a durable table is closed.");
    }
  }

  private final class Entries implements Iterator<TableEntry<K, V>> {

    private final Iterator<Map.Entry<K, Object>> slots;
    private @Nullable TableEntry<K, V> next;

    Entries(Iterator<Map.Entry<K, Object>> slots) {
      this.slots = slots;
    }

    @Override
    public boolean hasNext() {
      while (next == null && slots.hasNext()) {
        Map.Entry<K, Object> slot = slots.next();
        V value = table.at(slot.getValue(), moment);
        next = value == null ? null : new TableEntry<>(slot.getKey(), value);
      }
      requireOpen();
      return next != null;
    }

    @Override
    public TableEntry<K, V> next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("There is nothing after the last entry.");
      }
      TableEntry<K, V> entry = next;
      next = null;
      return entry;
    }
  }
}
