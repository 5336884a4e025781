package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.Offset;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the offsets of a commit as runs: what appends together mostly counts upwards,
 * and a thousand offsets then take no more room than one.
 */
final class OffsetRuns {

  /** Longer ones are written as several, so that a damaged length is not believed. */
  private static final int LONGEST = 1 << 16;

  private OffsetRuns() {}

  static void write(DataOutput out, List<Offset> offsets) throws IOException {
    int from = 0;
    while (from < offsets.size()) {
      boolean byMajor = follows(offsets, from + 1, true);
      int to = from + 1;
      while (to - from < LONGEST && follows(offsets, to, byMajor)) {
        to++;
      }
      out.writeInt(to - from);
      out.writeBoolean(byMajor);
      out.writeLong(offsets.get(from).major());
      out.writeLong(offsets.get(from).minor());
      from = to;
    }
    out.writeInt(0);
  }

  private static boolean follows(List<Offset> offsets, int index, boolean byMajor) {
    if (index >= offsets.size()) {
      return false;
    }
    Offset before = offsets.get(index - 1);
    Offset here = offsets.get(index);
    return here.major() - before.major() == (byMajor ? 1 : 0)
        && here.minor() - before.minor() == (byMajor ? 0 : 1);
  }

  static List<Offset> read(DataInput in) throws IOException {
    List<Offset> offsets = new ArrayList<>();
    for (int length = in.readInt(); length != 0; length = in.readInt()) {
      if (length < 0 || length > LONGEST) {
        throw new IOException("A run of offsets cannot have the length " + length + ".");
      }
      boolean byMajor = in.readBoolean();
      Offset first = new Offset(in.readLong(), in.readLong());
      for (int i = 0; i < length; i++) {
        offsets.add(
            byMajor
                ? new Offset(first.major() + i, first.minor())
                : new Offset(first.major(), first.minor() + i));
      }
    }
    return offsets;
  }
}
