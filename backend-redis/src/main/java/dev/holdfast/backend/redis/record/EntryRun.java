package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of one log that one commit appends, as one entry of its stream; {@code runs.lua} says how
 * they are written.
 *
 * @param id the id of the last of them
 * @param marks what stands in the field behind the instant; nothing for a single entry
 * @param values their values behind each other
 */
public record EntryRun(Bytes id, Bytes marks, Bytes values) {

  /** Stands in the field between the instant and the marks. */
  static final char MARKS = '*';

  static final int MAX_ENTRIES = 64;
  static final int MAX_BYTES = 3_900; // so that a node of the stream has room for it
  private static final int USUAL_MARK = 4;

  /** Returns the runs that entries make; their offsets grow. */
  public static List<EntryRun> of(List<Offset> offsets, List<Bytes> values) {
    List<EntryRun> runs = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < offsets.size(); i++) {
      int more = USUAL_MARK + values.get(i).length();
      if (i > from && (i - from == MAX_ENTRIES || bytes + more > MAX_BYTES)) {
        runs.add(run(offsets.subList(from, i), values.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += more;
    }
    runs.add(run(offsets.subList(from, offsets.size()), values.subList(from, offsets.size())));
    return runs;
  }

  private static EntryRun run(List<Offset> offsets, List<Bytes> values) {
    int last = offsets.size() - 1;
    Bytes id = StreamIds.id(offsets.get(last));
    if (last == 0) {
      return new EntryRun(id, Bytes.EMPTY, values.get(0));
    }
    StringBuilder marks = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i <= last; i++) {
      marks.append(
          i == last ? String.valueOf(Mark.GIVEN) : Mark.place(offsets.get(i), offsets.get(i + 1)));
      marks.append(values.get(i).length());
      bytes += values.get(i).length();
    }
    ByteBuffer joined = ByteBuffer.allocate(bytes);
    values.forEach(value -> value.copyTo(joined));
    return new EntryRun(
        id,
        Digits.ofCounts(MARKS, offsets.size()).concat(Bytes.utf8(marks.toString())),
        Bytes.wrap(joined.array()));
  }
}
