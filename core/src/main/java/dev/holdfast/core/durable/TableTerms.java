package dev.holdfast.core.durable;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.TableOptions;

/**
 * What a table is opened with.
 *
 * @param keys the codec of keys
 * @param values the codec of values
 * @param options how it works
 */
record TableTerms<K, V>(Codec<K> keys, Codec<V> values, TableOptions<K, V> options) {}
