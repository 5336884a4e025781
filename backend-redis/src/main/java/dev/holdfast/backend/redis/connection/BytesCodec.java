package dev.holdfast.backend.redis.connection;

import dev.holdfast.value.Bytes;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.ToByteBufEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Sends and receives keys and values as the bytes that they are, written without a copy. */
public final class BytesCodec implements RedisCodec<Bytes, Bytes>, ToByteBufEncoder<Bytes, Bytes> {

  /** The only one. */
  public static final BytesCodec INSTANCE = new BytesCodec();

  private BytesCodec() {}

  @Override
  public Bytes decodeKey(ByteBuffer bytes) {
    return Bytes.copyOf(bytes);
  }

  @Override
  public Bytes decodeValue(ByteBuffer bytes) {
    return Bytes.copyOf(bytes);
  }

  @Override
  public ByteBuffer encodeKey(Bytes key) {
    return key.asBuffer();
  }

  @Override
  public ByteBuffer encodeValue(Bytes value) {
    return value.asBuffer();
  }

  @Override
  public void encodeKey(Bytes key, ByteBuf target) {
    write(key, target);
  }

  @Override
  public void encodeValue(Bytes value, ByteBuf target) {
    write(value, target);
  }

  /** Copies once; the target itself would copy a read-only buffer to the heap first. */
  private static void write(Bytes bytes, ByteBuf target) {
    int start = target.writerIndex();
    target.ensureWritable(bytes.length());
    bytes.copyTo(target.internalNioBuffer(start, bytes.length()));
    target.writerIndex(start + bytes.length());
  }

  @Override
  public int estimateSize(Object keyOrValue) {
    return keyOrValue instanceof Bytes bytes ? bytes.length() : 0;
  }

  @Override
  public boolean isEstimateExact() {
    return true;
  }
}
