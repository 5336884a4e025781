package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.StoreFile;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal after a start, tells where it ends, and cuts an unfinished end off.
 *
 * <p>A record that does not check is the end if nothing after it proves that it had been forced: a
 * whole segment after this one, or a record that was added when the force had gone further. Where
 * there is such a proof the journal is damaged, and nothing is changed. So it is where a segment is
 * shorter than it was made, because that was safe before anything was written to it.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Segments segments;
  private final Consumer<ByteBuffer> records;

  Recovery(Segments segments, Consumer<ByteBuffer> records) {
    this.segments = segments;
    this.records = records;
  }

  /**
   * Where a journal ends.
   *
   * @param segment the segment to write to
   * @param position where to write next
   * @param size the bytes of all records
   */
  record End(long segment, int position, long size) {}

  /** Reads all records from the segment {@code first} on, in order. */
  End run(long first) throws IOException {
    List<Long> numbers = segments.numbers().stream().filter(number -> number >= first).toList();
    End end = null;
    long size = 0;
    for (int i = 0; i < numbers.size() || i == 0; i++) {
      long segment = first + i;
      if (i >= numbers.size() || numbers.get(i) != segment) {
        throw corrupt(segment, 0, "the file is missing");
      }
      ByteBuffer content = content(segment);
      if (end != null) {
        refuseRecords(end, segment, content);
        continue;
      }
      int position = read(segment, content);
      size += Math.abs(position);
      if (position < 0 && i == numbers.size() - 1) {
        throw corrupt(segment + 1, 0, "the file is missing");
      }
      if (position >= 0) {
        cut(segment, content, position);
        end = new End(segment, position, size);
      }
    }
    if (end == null) {
      throw corrupt(first + numbers.size(), 0, "the file is missing");
    }
    return end;
  }

  private ByteBuffer content(long segment) throws IOException {
    ByteBuffer content = segments.content(segment);
    if (!Format.isSegmentHeader(content, segment)) {
      throw corrupt(segment, 0, "its first bytes are not those of this segment");
    }
    if (content.limit() < Format.madeSize(content)) {
      throw corrupt(
          segment,
          content.limit(),
          "it ends there, but was made with %d bytes".formatted(Format.madeSize(content)));
    }
    return content;
  }

  /** Returns where the records end, negative if the segment is whole. */
  private int read(long segment, ByteBuffer content) {
    int at = Format.SEGMENT_HEADER;
    while (Format.isHeader(content, at, segment) && Format.isWhole(content, at)) {
      ByteBuffer payload = Format.payload(content, at);
      at = Format.next(content, at);
      if (payload.get() == Format.END) {
        return -at;
      }
      records.accept(payload);
    }
    refuseProofOfForce(segment, content, at);
    return at;
  }

  private void refuseProofOfForce(long segment, ByteBuffer content, int end) {
    for (int at = end; at + Format.RECORD_HEADER <= content.limit(); at += Format.ALIGNMENT) {
      if (Format.isHeader(content, at, segment) && Format.forced(content, at) > end) {
        throw corrupt(segment, end, "a later record, at " + at + ", shows that it was whole once");
      }
    }
  }

  private void refuseRecords(End end, long segment, ByteBuffer content) {
    if (Format.isHeader(content, Format.SEGMENT_HEADER, segment)) {
      throw corrupt(
          end.segment(), end.position(), "records in the next segment show that it was whole once");
    }
  }

  private void cut(long segment, ByteBuffer content, int end) throws IOException {
    int last = content.limit();
    while (last > end && content.get(last - 1) == 0) {
      last--;
    }
    try (StoreFile file = segments.open(segment)) {
      if (last > end) {
        LOG.info(
            "{}: cut off {} bytes of an unfinished write at {}.",
            segments.path(segment),
            last - end,
            end);
        file.write(ByteBuffer.allocate(last - end), end);
      }
      file.force();
    }
  }

  private CorruptException corrupt(long segment, int position, String why) {
    return new CorruptException(
        ErrorCode.CORRUPT,
        "The journal %s is damaged at position %d: %s."
            .formatted(segments.path(segment), position, why));
  }
}
