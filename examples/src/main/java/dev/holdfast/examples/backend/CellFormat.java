package dev.holdfast.examples.backend;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a cell stands in its file: everything that a commit may ask for, in one row. */
final class CellFormat {

  private static final int VERSION = 1;

  private CellFormat() {}

  static void write(Cell cell, DataOutputStream out) throws IOException {
    out.writeInt(VERSION);
    out.writeLong(cell.file.getMostSignificantBits());
    out.writeLong(cell.file.getLeastSignificantBits());
    write(cell.ref.collection().namespace(), out);
    write(cell.ref.collection().name(), out);
    write(cell.ref.id(), out);
    write(cell.cell, out);
    if (cell.headValue != null) {
      write(cell.headValue, out);
    }
    out.writeInt(cell.logs.size());
    for (var log : cell.logs.entrySet()) {
      write(log.getKey().name(), out);
      write(log.getValue(), out);
    }
    out.writeInt(cell.maps.size());
    for (var map : cell.maps.entrySet()) {
      write(map.getKey().name(), out);
      out.writeBoolean(map.getKey().sorted());
      write(map.getValue(), out);
    }
    out.writeInt(cell.floors.size());
    for (var floor : cell.floors.entrySet()) {
      write(floor.getKey().name(), out);
      write(floor.getValue(), out);
    }
    out.writeInt(cell.writers.size());
    for (var writer : cell.writers.entrySet()) {
      out.writeLong(writer.getKey().getMostSignificantBits());
      out.writeLong(writer.getKey().getLeastSignificantBits());
      out.writeLong(writer.getValue().sequence());
      write(writer.getValue().result(), out);
    }
  }

  static Cell read(DataInputStream in, Path file) throws IOException {
    try {
      int version = in.readInt();
      if (version != VERSION) {
        throw new CorruptException(
            ErrorCode.NEWER_FORMAT,
            "File %s has format %d; this version reads %d.".formatted(file, version, VERSION));
      }
      return read(in);
    } catch (EOFException | InvalidRequestException | IllegalArgumentException e) {
      throw new CorruptException(ErrorCode.CORRUPT, "File " + file + " is damaged: " + e, e);
    }
  }

  private static Cell read(DataInputStream in) throws IOException {
    UUID file = new UUID(in.readLong(), in.readLong());
    CollectionRef collection = new CollectionRef(readText(in), readText(in));
    Cell cell = new Cell(new CellRef(collection, readText(in)), file);
    cell.cell = readRecord(in);
    if (cell.cell.hasHead()) {
      cell.headValue = readBytes(in);
    }
    for (int left = in.readInt(); left > 0; left--) {
      cell.logs.put(new LogRef(readText(in)), readLog(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      cell.maps.put(new MapRef(readText(in), in.readBoolean()), readRows(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      cell.floors.put(new LogRef(readText(in)), readOffset(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      cell.writers.put(
          new UUID(in.readLong(), in.readLong()), new WriterRecord(in.readLong(), readResult(in)));
    }
    return cell;
  }

  private static void write(CellRecord cell, DataOutputStream out) throws IOException {
    out.writeLong(cell.version());
    out.writeLong(cell.tag());
    write(cell.headAt(), out);
    out.writeLong(cell.sequence());
    write(cell.updatedAt(), out);
    out.writeLong(cell.incarnations());
  }

  private static CellRecord readRecord(DataInputStream in) throws IOException {
    return new CellRecord(
        in.readLong(),
        in.readLong(),
        readInstant(in),
        in.readLong(),
        readInstant(in),
        in.readLong());
  }

  private static void write(Cell.Log log, DataOutputStream out) throws IOException {
    out.writeLong(log.header().incarnation());
    write(log.header().last(), out);
    write(log.header().trimmedThrough(), out);
    out.writeLong(log.header().count());
    for (LogEntry entry : log.entries().values()) {
      write(entry.offset(), out);
      write(entry.value(), out);
      write(entry.at(), out);
    }
  }

  private static Cell.Log readLog(DataInputStream in) throws IOException {
    LogRecord header = new LogRecord(in.readLong(), readOffset(in), readOffset(in), in.readLong());
    TreeMap<Offset, LogEntry> entries = new TreeMap<>();
    for (long left = header.count(); left > 0; left--) {
      Offset offset = readOffset(in);
      Bytes value = readBytes(in);
      entries.put(offset, new LogEntry(offset, value, Instant.ofEpochMilli(in.readLong())));
    }
    return new Cell.Log(header, entries);
  }

  private static void write(Cell.Rows map, DataOutputStream out) throws IOException {
    out.writeLong(map.header().incarnation());
    out.writeLong(map.header().rows());
    for (Row row : map.byKey().values()) {
      write(row.key(), out);
      write(row.value(), out);
      out.writeLong(row.version());
    }
  }

  private static Cell.Rows readRows(DataInputStream in) throws IOException {
    MapRecord header = new MapRecord(in.readLong(), in.readLong());
    TreeMap<Bytes, Row> byKey = new TreeMap<>();
    for (long left = header.rows(); left > 0; left--) {
      Bytes key = readBytes(in);
      byKey.put(key, new Row(key, readBytes(in), in.readLong()));
    }
    return new Cell.Rows(header, byKey);
  }

  private static void write(CommitResult result, DataOutputStream out) throws IOException {
    Revision head = result.head();
    out.writeLong(head == null ? 0 : head.version());
    out.writeLong(head == null ? 0 : head.tag());
    out.writeLong(result.sequence());
    write(result.at(), out);
    out.writeInt(result.offsets().size());
    for (Offset offset : result.offsets()) {
      write(offset, out);
    }
    out.writeBoolean(result.trimComplete());
  }

  private static CommitResult readResult(DataInputStream in) throws IOException {
    Revision head = new Revision(in.readLong(), in.readLong());
    long sequence = in.readLong();
    Instant at = Instant.ofEpochMilli(in.readLong());
    List<Offset> offsets = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      offsets.add(readOffset(in));
    }
    return new CommitResult(
        head.version() == 0 ? null : head, sequence, at, offsets, in.readBoolean(), false);
  }

  private static void write(Offset offset, DataOutputStream out) throws IOException {
    out.writeLong(offset.major());
    out.writeLong(offset.minor());
  }

  private static Offset readOffset(DataInputStream in) throws IOException {
    return new Offset(in.readLong(), in.readLong());
  }

  /** Instants are whole milliseconds; the smallest number stands for none. */
  private static void write(@Nullable Instant instant, DataOutputStream out) throws IOException {
    out.writeLong(instant == null ? Long.MIN_VALUE : instant.toEpochMilli());
  }

  private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    write(Bytes.utf8(text), out);
  }

  private static String readText(DataInputStream in) throws IOException {
    return readBytes(in).toUtf8();
  }

  private static void write(Bytes bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length());
    out.write(bytes.toArray());
  }

  private static Bytes readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a value is cut off");
    }
    return Bytes.wrap(bytes);
  }
}
