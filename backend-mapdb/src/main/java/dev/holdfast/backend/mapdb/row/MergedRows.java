package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Several sequences of rows as one: in key order, and of one key only the newest value.
 *
 * <p>Few sequences are expected, so the smallest key is found by looking at all.
 */
public final class MergedRows implements Iterator<Map.Entry<Bytes, Value>> {

  private final List<Iterator<Map.Entry<Bytes, Value>>> sources;
  private final Map.@Nullable Entry<Bytes, Value>[] heads;
  private final boolean descending;

  /** Merges {@code newestFirst}, which all go the same way. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public MergedRows(List<Iterator<Map.Entry<Bytes, Value>>> newestFirst, boolean descending) {
    this.sources = newestFirst;
    this.descending = descending;
    this.heads = new Map.Entry[newestFirst.size()];
    for (int i = 0; i < heads.length; i++) {
      advance(i);
    }
  }

  private void advance(int source) {
    Iterator<Map.Entry<Bytes, Value>> rows = sources.get(source);
    heads[source] = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    for (Map.Entry<Bytes, Value> head : heads) {
      if (head != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map.Entry<Bytes, Value> next() {
    Map.Entry<Bytes, Value> first = null;
    for (Map.Entry<Bytes, Value> head : heads) {
      if (head != null && (first == null || comesBefore(head.getKey(), first.getKey()))) {
        first = head;
      }
    }
    if (first == null) {
      throw new NoSuchElementException();
    }
    for (int i = 0; i < heads.length; i++) {
      Map.Entry<Bytes, Value> head = heads[i];
      if (head != null && head.getKey().equals(first.getKey())) {
        advance(i);
      }
    }
    return first;
  }

  private boolean comesBefore(Bytes a, Bytes b) {
    int order = a.compareTo(b);
    return descending ? order > 0 : order < 0;
  }
}
