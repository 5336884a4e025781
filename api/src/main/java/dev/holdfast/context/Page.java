package dev.holdfast.context;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing.
 *
 * @param <T> what is listed
 * @param items the items, in the order asked for
 * @param cursor leads to the next page, with {@link ContextQuery#from}; {@code null} after the last
 */
public record Page<T>(List<T> items, @Nullable String cursor) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
