package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes and reads the {@code state} of cells and the {@code result} of writers. */
public final class StateCodec {

  private static final int FORMAT = 1;

  private StateCodec() {}

  /** Something that is written to, or read from, a stream over memory. */
  private interface Work<S, T> {
    T on(S stream) throws IOException;
  }

  /** Returns the bytes of {@code state}. */
  public static Bytes encode(CellState state) {
    return written(
        out -> {
          out.writeByte(FORMAT);
          out.writeLong(state.incarnations());
          out.writeInt(state.headBytes());
          writeParts(out, state);
          LastWriter last = state.lastWriter();
          out.writeBoolean(last != null);
          if (last != null) {
            out.writeLong(last.writer().getMostSignificantBits());
            out.writeLong(last.writer().getLeastSignificantBits());
            write(out, last.commit());
          }
          return out;
        });
  }

  /**
   * Returns the state that {@code content} holds from {@code start} on.
   *
   * @throws CorruptException if it is damaged, or of a newer format
   */
  static CellState decode(byte[] content, int start) {
    return read(
        content,
        start,
        in -> {
          requireFormat(in.readByte());
          long incarnations = in.readLong();
          int headBytes = in.readInt();
          Map<LogRef, LogState> logs = readLogs(in);
          Map<MapRef, MapState> maps = readMaps(in);
          Map<LogRef, Offset> floors = readFloors(in);
          LastWriter last =
              in.readBoolean()
                  ? new LastWriter(new UUID(in.readLong(), in.readLong()), readWriter(in))
                  : null;
          return new CellState(incarnations, headBytes, logs, maps, floors, last);
        });
  }

  /** Returns the bytes of what is remembered of a writer. */
  public static Bytes encode(WriterRecord commit) {
    return written(
        out -> {
          out.writeByte(FORMAT);
          write(out, commit);
          return out;
        });
  }

  /**
   * Returns what {@code content} tells of a writer.
   *
   * @throws CorruptException if it is damaged, or of a newer format
   */
  public static WriterRecord decodeWriter(byte[] content) {
    return read(
        content,
        0,
        in -> {
          requireFormat(in.readByte());
          return readWriter(in);
        });
  }

  private static void writeParts(DataOutput out, CellState state) throws IOException {
    out.writeInt(state.logs().size());
    for (Map.Entry<LogRef, LogState> log : state.logs().entrySet()) {
      LogRecord counters = log.getValue().counters();
      writeName(out, log.getKey().name());
      out.writeLong(counters.incarnation());
      write(out, counters.last());
      write(out, counters.trimmedThrough());
      out.writeLong(counters.count());
      out.writeLong(log.getValue().bytes());
    }
    out.writeInt(state.maps().size());
    for (Map.Entry<MapRef, MapState> map : state.maps().entrySet()) {
      writeName(out, map.getKey().name());
      out.writeBoolean(map.getKey().sorted());
      out.writeLong(map.getValue().counters().incarnation());
      out.writeLong(map.getValue().counters().rows());
      out.writeLong(map.getValue().bytes());
    }
    out.writeInt(state.floors().size());
    for (Map.Entry<LogRef, Offset> floor : state.floors().entrySet()) {
      writeName(out, floor.getKey().name());
      write(out, floor.getValue());
    }
  }

  private static Map<LogRef, LogState> readLogs(DataInput in) throws IOException {
    Map<LogRef, LogState> logs = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      LogRef ref = new LogRef(readName(in));
      LogRecord counters =
          new LogRecord(in.readLong(), readOffset(in), readOffset(in), in.readLong());
      logs.put(ref, new LogState(counters, in.readLong()));
    }
    return logs;
  }

  private static Map<MapRef, MapState> readMaps(DataInput in) throws IOException {
    Map<MapRef, MapState> maps = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      MapRef ref = new MapRef(readName(in), in.readBoolean());
      maps.put(ref, new MapState(new MapRecord(in.readLong(), in.readLong()), in.readLong()));
    }
    return maps;
  }

  private static Map<LogRef, Offset> readFloors(DataInput in) throws IOException {
    Map<LogRef, Offset> floors = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      floors.put(new LogRef(readName(in)), readOffset(in));
    }
    return floors;
  }

  private static void write(DataOutput out, WriterRecord commit) throws IOException {
    CommitResult result = commit.result();
    Revision head = result.head();
    out.writeLong(commit.sequence());
    out.writeBoolean(head != null);
    if (head != null) {
      out.writeLong(head.version());
      out.writeLong(head.tag());
    }
    out.writeLong(result.sequence());
    out.writeLong(result.at().toEpochMilli());
    OffsetRuns.write(out, result.offsets());
    out.writeBoolean(result.trimComplete());
  }

  private static WriterRecord readWriter(DataInput in) throws IOException {
    long number = in.readLong();
    Revision head = in.readBoolean() ? new Revision(in.readLong(), in.readLong()) : null;
    long sequence = in.readLong();
    Instant at = Instant.ofEpochMilli(in.readLong());
    List<Offset> offsets = OffsetRuns.read(in);
    return new WriterRecord(
        number, new CommitResult(head, sequence, at, offsets, in.readBoolean(), false));
  }

  private static void write(DataOutput out, Offset offset) throws IOException {
    out.writeLong(offset.major());
    out.writeLong(offset.minor());
  }

  private static Offset readOffset(DataInput in) throws IOException {
    return new Offset(in.readLong(), in.readLong());
  }

  private static void writeName(DataOutput out, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  private static String readName(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Bytes written(Work<DataOutput, DataOutput> work) {
    ByteArrayOutputStream memory = new ByteArrayOutputStream(256);
    try {
      work.on(new DataOutputStream(memory));
    } catch (IOException impossible) {
      throw new IllegalStateException("Memory cannot be written.", impossible);
    }
    return Bytes.wrap(memory.toByteArray());
  }

  private static <T> T read(byte[] content, int start, Work<DataInput, T> work) {
    try {
      return work.on(
          new DataInputStream(new ByteArrayInputStream(content, start, content.length - start)));
    } catch (IOException | RuntimeException damaged) {
      if (damaged instanceof CorruptException known) {
        throw known;
      }
      throw new CorruptException(
          ErrorCode.CORRUPT, "The state column of a cell cannot be read.", damaged);
    }
  }

  private static void requireFormat(int format) {
    if (format != FORMAT) {
      throw new CorruptException(
          format > FORMAT ? ErrorCode.NEWER_FORMAT : ErrorCode.CORRUPT,
          "The state of a cell has format %d; this release reads %d.".formatted(format, FORMAT));
    }
  }
}
