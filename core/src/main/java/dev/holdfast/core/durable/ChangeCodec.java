package dev.holdfast.core.durable;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.TableChange;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Changes as they stand in a log: a kind, then the key and perhaps the value, each behind its
 * length. Thread-safe if the codecs are.
 */
final class ChangeCodec<K, V> {

  private static final byte WRITE = 1;
  private static final byte DELETE = 2;

  private final Codec<K> keys;
  private final Codec<V> values;

  ChangeCodec(Codec<K> keys, Codec<V> values) {
    this.keys = keys;
    this.values = values;
  }

  Bytes encode(TableChange<K, V> change) {
    Bytes key = keys.encode(change.key());
    return change instanceof TableChange.Write<K, V> write
        ? write(key, values.encode(write.value()))
        : delete(key);
  }

  /** Returns the bytes of all changes, one after the other. */
  Bytes encodeAll(List<TableChange<K, V>> changes) {
    if (changes.size() == 1) {
      return encode(changes.get(0));
    }
    List<Bytes> each = new ArrayList<>(changes.size());
    int length = 0;
    for (TableChange<K, V> change : changes) {
      Bytes bytes = encode(change);
      each.add(bytes);
      length = Math.addExact(length, bytes.length());
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    each.forEach(bytes -> bytes.copyTo(all));
    return Bytes.wrap(all.array());
  }

  /** Returns the writing of a sum, which is refused where values are no numbers. */
  @SuppressWarnings("unchecked") // refused below if it is not so
  TableChange<K, V> sum(K key, long sum) {
    V value = (V) (Object) sum;
    if (!isValue(value)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST, "The values of the table are no whole numbers (Long).");
    }
    return new TableChange.Write<>(key, value);
  }

  /** A codec may write a number and yet read nothing, or something else, from it. */
  private boolean isValue(V value) {
    try {
      return value.equals(values.decode(values.encode(value)));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Bytes write(Bytes key, Bytes value) {
    ByteBuffer target = ByteBuffer.allocate(1 + 2 * Integer.BYTES + key.length() + value.length());
    target.put(WRITE);
    put(target, key);
    put(target, value);
    return Bytes.wrap(target.array());
  }

  private static Bytes delete(Bytes key) {
    ByteBuffer target = ByteBuffer.allocate(1 + Integer.BYTES + key.length());
    target.put(DELETE);
    put(target, key);
    return Bytes.wrap(target.array());
  }

  private static void put(ByteBuffer target, Bytes bytes) {
    target.putInt(bytes.length());
    bytes.copyTo(target);
  }

  /**
   * Hands all changes of a group to {@code target}.
   *
   * @return how many there are
   * @throws CorruptException if the bytes cannot be read
   */
  int decode(GroupBytes source, Consumer<? super TableChange<K, V>> target) {
    int count = 0;
    while (source.hasRemaining()) {
      target.accept(next(source));
      count++;
    }
    return count;
  }

  private TableChange<K, V> next(GroupBytes source) {
    try {
      byte kind = source.take();
      K key = keys.decode(source.take(source.takeInt()));
      return switch (kind) {
        case WRITE -> new TableChange.Write<>(key, values.decode(source.take(source.takeInt())));
        case DELETE -> new TableChange.Delete<>(key);
        default -> throw new IllegalArgumentException("There is no change of kind " + kind + ".");
      };
    } catch (RuntimeException e) {
      throw new CorruptException(
          ErrorCode.CORRUPT,
          "A change in the log of a durable table cannot be read with its codecs: " + e + ".",
          e);
    }
  }
}
