package dev.holdfast.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a watch covers: a collection, or one cell of it.
 *
 * @param collection the collection
 * @param cell the one cell; {@code null} for all
 */
public record WatchScope(CollectionRef collection, @Nullable CellRef cell) {

  /** Covers all cells of {@code collection}. */
  public static WatchScope of(CollectionRef collection) {
    return new WatchScope(collection, null);
  }

  /** Covers {@code cell} alone. */
  public static WatchScope of(CellRef cell) {
    return new WatchScope(cell.collection(), cell);
  }

  /** Tells whether a change of {@code changed} concerns this watch. */
  public boolean covers(CellRef changed) {
    return cell == null ? collection.equals(changed.collection()) : cell.equals(changed);
  }
}
