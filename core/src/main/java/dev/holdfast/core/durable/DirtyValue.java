package dev.holdfast.core.durable;

import org.jspecify.annotations.Nullable;

/**
 * A value in memory that is to be stored.
 *
 * @param key the key
 * @param value its value; {@code null} where the key was removed
 * @param stamp tells whether the key was made dirty again since
 */
record DirtyValue<K, V>(K key, @Nullable V value, long stamp) {}
