package dev.holdfast.core.durable;

import org.jspecify.annotations.Nullable;

/**
 * A value that replaced another one while a snapshot needed that.
 *
 * @param value the value; {@code null} where the key was removed
 * @param since the moment from which on it shows
 * @param older what shows before; {@code null} if nothing did
 */
record Version<V>(@Nullable V value, long since, @Nullable Version<V> older) {

  /** Returns the value that shows at {@code moment}. */
  @Nullable V at(long moment) {
    Version<V> version = this;
    while (version != null && version.since > moment) {
      version = version.older;
    }
    return version == null ? null : version.value;
  }
}
