package dev.holdfast.backend.mapdb.table;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32C;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializerObjectArray;

/**
 * How MapDB writes the keys or the values of a node: neighbours, that often begin alike.
 *
 * <p>A block is: checksum of all that follows (4 bytes), length of all that follows (4), length of
 * the common beginning (4), where each string ends (4 each), the common beginning, the strings
 * without it, zeros up to a multiple of eight. One string is read without touching its neighbours;
 * whoever reads the whole block checks it.
 */
final class BytesSerializer extends GroupSerializerObjectArray<Bytes> {

  private static final int HEADER = 3 * Integer.BYTES;
  private static final int ALIGNMENT = 8;

  private final String file;

  BytesSerializer(String file) {
    this.file = file;
  }

  @Override
  public void serialize(DataOutput2 out, Bytes bytes) throws IOException {
    out.packInt(bytes.length());
    out.write(bytes.toArray());
  }

  @Override
  public Bytes deserialize(DataInput2 in, int available) throws IOException {
    return read(in, in.unpackInt());
  }

  @Override
  public int compare(Bytes a, Bytes b) {
    return a.compareTo(b);
  }

  @Override
  public void valueArraySerialize(DataOutput2 out, Object strings) throws IOException {
    Object[] all = (Object[]) strings;
    int common = commonLength(all);
    int end = HEADER - 2 * Integer.BYTES + all.length * Integer.BYTES + common;
    ByteBuffer ends = ByteBuffer.allocate(all.length * Integer.BYTES);
    for (Object string : all) {
      end += ((Bytes) string).length() - common;
      ends.putInt(end);
    }
    byte[] block = new byte[end];
    ByteBuffer target = ByteBuffer.wrap(block).putInt(common).put(ends.flip());
    if (all.length > 0) {
      ((Bytes) all[0]).slice(0, common).copyTo(target);
    }
    for (Object string : all) {
      Bytes bytes = (Bytes) string;
      bytes.slice(common, bytes.length()).copyTo(target);
    }
    out.writeInt(crc(block));
    out.writeInt(block.length);
    out.write(block);
    while (out.pos % ALIGNMENT != 0) {
      out.write(0);
    }
  }

  private static int commonLength(Object[] all) {
    if (all.length < 2) {
      return 0;
    }
    byte[] first = ((Bytes) all[0]).toArray();
    int common = first.length;
    for (int i = 1; i < all.length && common > 0; i++) {
      byte[] next = ((Bytes) all[i]).toArray();
      int differs = Arrays.mismatch(first, 0, common, next, 0, Math.min(common, next.length));
      common = differs < 0 ? Math.min(common, next.length) : differs;
    }
    return common;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public Bytes[] valueArrayDeserialize(DataInput2 in, int size) throws IOException {
    ByteBuffer block = block(in);
    Bytes[] all = new Bytes[size];
    for (int i = 0; i < size; i++) {
      all[i] = string(block, size, i);
    }
    return all;
  }

  @Override
  public Bytes valueArrayBinaryGet(DataInput2 in, int size, int index) throws IOException {
    int start = in.getPos() + 2 * Integer.BYTES;
    in.setPos(start);
    int common = in.readInt();
    int prefix = Integer.BYTES + size * Integer.BYTES;
    in.setPos(start + Integer.BYTES + Math.max(0, index - 1) * Integer.BYTES);
    int from = index == 0 ? prefix + common : in.readInt();
    int to = in.readInt();
    byte[] string = new byte[common + to - from];
    in.setPos(start + prefix);
    in.readFully(string, 0, common);
    in.setPos(start + from);
    in.readFully(string, common, to - from);
    return Bytes.wrap(string);
  }

  @Override
  public int valueArrayBinarySearch(
      Bytes key, DataInput2 in, int size, @SuppressWarnings("rawtypes") Comparator comparator)
      throws IOException {
    ByteBuffer block = block(in);
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = string(block, size, middle).compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  private ByteBuffer block(DataInput2 in) throws IOException {
    int crc = in.readInt();
    int length = in.readInt();
    if (length < 0 || length > TableFormat.PAGE_BYTES) {
      throw corrupt();
    }
    byte[] block = new byte[length];
    in.readFully(block);
    if (crc(block) != crc) {
      throw corrupt();
    }
    return ByteBuffer.wrap(block);
  }

  private CorruptException corrupt() {
    return new CorruptException(
        ErrorCode.CORRUPT, "The table " + file + " is damaged: a checksum does not match.");
  }

  private static Bytes string(ByteBuffer block, int size, int index) {
    int common = block.getInt(0);
    int prefix = Integer.BYTES + size * Integer.BYTES;
    int from = index == 0 ? prefix + common : block.getInt(index * Integer.BYTES);
    int to = block.getInt((index + 1) * Integer.BYTES);
    byte[] string = new byte[common + to - from];
    block.get(prefix, string, 0, common);
    block.get(from, string, common, to - from);
    return Bytes.wrap(string);
  }

  private static Bytes read(DataInput2 in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return Bytes.wrap(bytes);
  }
}
