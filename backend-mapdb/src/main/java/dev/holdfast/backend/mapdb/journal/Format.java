package dev.holdfast.backend.mapdb.journal;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * How a journal looks on disk.
 *
 * <p>A segment begins with a magic number (8 bytes), its own number (8) and the size it was made
 * with (8). Records follow, each at a multiple of {@value #ALIGNMENT}: a header and a payload. The
 * header holds its own checksum (4 bytes), the payload's length (4), the payload's checksum (4),
 * the position up to which the segment was known to be forced when the record was added (4), and
 * the segment's number (8). The payload begins with its kind. A segment that is whole ends with a
 * record of the kind {@link #END}; where the next record would begin, the last one has zeros or
 * what was left of an unfinished write.
 */
final class Format {

  static final int SEGMENT_HEADER = 32;
  static final int RECORD_HEADER = 24;
  static final int ALIGNMENT = 8;
  static final byte COMMIT = 1;
  static final byte END = 2;
  static final int END_SIZE = align(RECORD_HEADER + 1);

  private static final long MAGIC = 0x4846_4A52_4E4C_3031L;
  private static final String PREFIX = "journal-";

  private Format() {}

  static String fileName(long segment) {
    return String.format(Locale.ROOT, "%s%016d", PREFIX, segment);
  }

  static boolean isSegment(String fileName) {
    return fileName.matches(PREFIX + "\\d{16}");
  }

  static long segmentOf(String fileName) {
    return Long.parseLong(fileName.substring(PREFIX.length()));
  }

  static int align(int size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static ByteBuffer segmentHeader(long segment, long size) {
    return ByteBuffer.allocate(SEGMENT_HEADER)
        .putLong(MAGIC)
        .putLong(segment)
        .putLong(size)
        .rewind();
  }

  static boolean isSegmentHeader(ByteBuffer content, long segment) {
    return content.limit() >= SEGMENT_HEADER
        && content.getLong(0) == MAGIC
        && content.getLong(Long.BYTES) == segment;
  }

  /**
   * Returns the size that a segment was made with, safe before it got its name: it is shorter only
   * where it was damaged. Zero where a store is so old that this was not noted.
   */
  static long madeSize(ByteBuffer content) {
    return content.getLong(2 * Long.BYTES);
  }

  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** Adds a record at the position of {@code target}, which stays aligned. */
  static void put(ByteBuffer target, ByteBuffer payload, int payloadCrc, int forced, long segment) {
    int start = target.position();
    target.putInt(start + 4, payload.remaining());
    target.putInt(start + 8, payloadCrc);
    target.putInt(start + 12, forced);
    target.putLong(start + 16, segment);
    target.putInt(start, crc(target.slice(start + 4, RECORD_HEADER - 4)));
    target.position(start + RECORD_HEADER).put(payload.duplicate());
    while (target.position() % ALIGNMENT != 0) {
      target.put((byte) 0);
    }
  }

  /** Tells whether a header that was written whole stands at {@code at}. */
  static boolean isHeader(ByteBuffer content, int at, long segment) {
    return at + RECORD_HEADER <= content.limit()
        && content.getLong(at + 16) == segment
        && content.getInt(at + 4) > 0
        && content.getInt(at + 4) <= content.limit() - at - RECORD_HEADER
        && content.getInt(at) == crc(content.slice(at + 4, RECORD_HEADER - 4));
  }

  /** Returns the payload of the record whose header stands at {@code at}. */
  static ByteBuffer payload(ByteBuffer content, int at) {
    return content.slice(at + RECORD_HEADER, content.getInt(at + 4));
  }

  static boolean isWhole(ByteBuffer content, int at) {
    return content.getInt(at + 8) == crc(payload(content, at));
  }

  static int forced(ByteBuffer content, int at) {
    return content.getInt(at + 12);
  }

  static int next(ByteBuffer content, int at) {
    return at + align(RECORD_HEADER + content.getInt(at + 4));
  }
}
