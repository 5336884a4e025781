package dev.holdfast.core.cell;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over items that are read page by page: one page is in memory, and a page is read only
 * when an item of it is asked for. Used by one thread.
 */
final class Pages<T, Q> implements Iterator<T> {

  private final Function<Q, Page<T, Q>> source;
  private Iterator<T> items = Collections.emptyIterator();
  private @Nullable Q next;

  private Pages(Q first, Function<Q, Page<T, Q>> source) {
    this.source = source;
    this.next = first;
  }

  static <T, Q> Iterator<T> of(Q first, Function<Q, Page<T, Q>> source) {
    return new Pages<>(first, source);
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext() && next != null) {
      Page<T, Q> page = source.apply(next);
      items = page.items().iterator();
      next = page.next();
    }
    return items.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("There is nothing after the last page.");
    }
    return items.next();
  }
}
