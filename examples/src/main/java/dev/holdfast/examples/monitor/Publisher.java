package dev.holdfast.examples.monitor;

import dev.holdfast.context.ContextSync;
import dev.holdfast.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Stores values as contexts, and tells the followers of each new one. Thread-safe. */
final class Publisher {

  private final ContextSync contexts;
  private final List<Follower> followers;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicLong versions = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  Publisher(ContextSync contexts, List<Follower> followers) {
    this.contexts = contexts;
    this.followers = followers;
  }

  /**
   * Stores a value, unless this is closed.
   *
   * @throws dev.holdfast.error.HoldfastException if it cannot be stored
   */
  void publish(String id, JsonObject value) {
    lock.lock();
    try {
      if (!closed) {
        if (!contexts.set(id, value).delta().isEmpty()) {
          versions.incrementAndGet();
        }
        announce(id);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has a context followed that is there already. */
  void announce(String id) {
    if (ids.add(id)) {
      followers.forEach(follower -> follower.follow(id));
    }
  }

  /** Lets a value that is being stored finish, and takes no more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  Set<String> ids() {
    return ids;
  }

  /** Returns how many new versions were stored; values that changed nothing make none. */
  long versions() {
    return versions.get();
  }
}
