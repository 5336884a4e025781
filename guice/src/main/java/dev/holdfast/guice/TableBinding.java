package dev.holdfast.guice;

import com.google.inject.TypeLiteral;
import com.google.inject.util.Types;
import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;

/** A durable table to bind: the types that it is injected with, and how it is opened. */
record TableBinding<K, V>(
    Class<K> keyType,
    Codec<K> keys,
    Class<V> valueType,
    Codec<V> values,
    TableOptions<K, V> options) {

  @SuppressWarnings("unchecked") // the type made is this very one
  TypeLiteral<DurableTable<K, V>> type() {
    return (TypeLiteral<DurableTable<K, V>>)
        TypeLiteral.get(Types.newParameterizedType(DurableTable.class, keyType, valueType));
  }

  DurableTable<K, V> open(Holdfast holdfast, String table) {
    return holdfast.durableTable(table, keys, values, options);
  }
}
