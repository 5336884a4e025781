package dev.holdfast.core.durable;

import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the on-update callback what came to show: in order, one at a time, under no lock that a
 * lookup or another table needs.
 *
 * <p>Whoever made a change waits until it has been told, on whichever thread; what the callback
 * itself changes is told when it returns. Thread-safe.
 */
final class Updates<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Updates.class);

  private final String table;
  private final @Nullable Consumer<? super TableUpdate<K, V>> callback;
  private final Queue<TableUpdate<K, V>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock telling = new ReentrantLock();

  Updates(String table, @Nullable Consumer<? super TableUpdate<K, V>> callback) {
    this.table = table;
    this.callback = callback;
  }

  /** Tells whether there is anybody to tell. */
  boolean isListening() {
    return callback != null;
  }

  /** Takes note of a change; called in the order in which changes show. */
  void add(TableChange<K, V> change) {
    if (callback != null) {
      waiting.add(new TableUpdate.Changed<>(change));
    }
  }

  /** Tells whatever was added before, and then {@code update}. */
  void tell(TableUpdate<K, V> update) {
    if (callback != null) {
      waiting.add(update);
      tell();
    }
  }

  /** Tells whatever was added; returns when that is done, at once on the callback's thread. */
  void tell() {
    if (callback == null || telling.isHeldByCurrentThread()) {
      return;
    }
    telling.lock();
    try {
      for (TableUpdate<K, V> next = waiting.poll(); next != null; next = waiting.poll()) {
        tell(callback, next);
      }
    } finally {
      telling.unlock();
    }
  }

  private void tell(Consumer<? super TableUpdate<K, V>> target, TableUpdate<K, V> update) {
    try {
      target.accept(update);
    } catch (Throwable e) { // even an Error is the callback's own: what it was told of is stored
      LOG.warn("The on-update callback of durable table \"{}\" failed.", table, e);
    }
  }

  /** Refuses what would wait for the callback that it is called by. */
  void requireNotTelling() {
    if (telling.isHeldByCurrentThread()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          ("The on-update callback of durable table \"%s\" calls a blocking operation of it; "
                  + "use a dirty or an asynchronous one.")
              .formatted(table));
    }
  }
}
