package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Call;
import dev.holdfast.durable.TableChange;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of several callers that are stored together. Used by one thread. */
final class Group<K, V> {

  private final String table;
  private final RamTable<K, V> ram;
  private final ChangeCodec<K, V> codec;
  private final List<TableChange<K, V>> changes = new ArrayList<>();
  private final List<Bytes> bytes = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();

  /** The last change of each key; made when a counter first asks for it. */
  private @Nullable Map<K, TableChange<K, V>> lastChanges;

  Group(String table, RamTable<K, V> ram, ChangeCodec<K, V> codec) {
    this.table = table;
    this.ram = ram;
    this.codec = codec;
  }

  /** Adds what a call asks for; one that cannot be done is answered at once. */
  void add(Call<Request<K, V>, Long> call) {
    if (call.operation() instanceof Request.Changes<K, V> asked) {
      changes.addAll(asked.changes());
      bytes.add(asked.bytes());
      if (lastChanges != null) {
        asked.changes().forEach(change -> note(change));
      }
      answers.add(() -> call.complete(0L));
    } else if (call.operation() instanceof Request.Count<K, V> count) {
      try {
        long sum = sum(count);
        answers.add(() -> call.complete(sum));
      } catch (HoldfastException e) {
        call.fail(e);
      }
    } else {
      answers.add(() -> call.complete(0L));
    }
  }

  private long sum(Request.Count<K, V> count) {
    V before = value(count.key());
    if (before != null && !(before instanceof Long)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "The value of key \"%s\" of durable table \"%s\" is a %s, not a whole number (Long)."
              .formatted(count.key(), table, before.getClass().getName()));
    }
    long old = before == null ? 0 : (Long) before;
    long sum = old + count.increment();
    if (((old ^ sum) & (count.increment() ^ sum)) < 0) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "The counter of key \"%s\" of durable table \"%s\" cannot be changed: %d and %d add up to more than 64 bits hold."
              .formatted(count.key(), table, old, count.increment()));
    }
    TableChange<K, V> change = codec.sum(count.key(), sum);
    changes.add(change);
    bytes.add(codec.encode(change));
    note(change);
    return sum;
  }

  /** Returns the value as it will be after the changes so far. */
  private @Nullable V value(K key) {
    if (lastChanges == null) {
      lastChanges = new HashMap<>();
      changes.forEach(this::note);
    }
    TableChange<K, V> change = lastChanges.get(key);
    if (change == null) {
      return ram.lookup(key);
    }
    return change instanceof TableChange.Write<K, V> write ? write.value() : null;
  }

  private void note(TableChange<K, V> change) {
    if (lastChanges != null) {
      lastChanges.put(change.key(), change);
    }
  }

  /** Tells whether nobody waits for it. */
  boolean isEmpty() {
    return answers.isEmpty();
  }

  /** Stores all, and with it what is dirty; then shows it. */
  void store(GroupWriter writer, OwnedLog log) {
    List<DirtyValue<K, V>> dirty = ram.dirtyValues(this::keys);
    if (changes.isEmpty() && dirty.isEmpty()) {
      log.requireUsable();
      return;
    }
    bytes.forEach(writer::add);
    dirty.forEach(value -> writer.add(codec.encode(change(value))));
    writer.end();
    log.added(changes.size() + dirty.size());
    ram.apply(changes, dirty);
  }

  private Set<K> keys() {
    Set<K> keys = new HashSet<>();
    changes.forEach(change -> keys.add(change.key()));
    return keys;
  }

  private static <K, V> TableChange<K, V> change(DirtyValue<K, V> dirty) {
    V value = dirty.value();
    return value == null
        ? new TableChange.Delete<>(dirty.key())
        : new TableChange.Write<>(dirty.key(), value);
  }

  void answer() {
    answers.forEach(Runnable::run);
  }
}
