package dev.holdfast.durable;

/**
 * A key and its value.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param key the key
 * @param value its value
 */
public record TableEntry<K, V>(K key, V value) {}
