package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.file.StoreFile;
import dev.holdfast.backend.mapdb.table.TableInfo;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Says which files are the store: replaced as a whole, so that there is always one valid state.
 *
 * @param firstSegment the first segment of the journal that is not in a table
 * @param nextTable the number of the next table
 * @param tables the tables, newest first
 */
record Manifest(long firstSegment, long nextTable, List<TableInfo> tables) {

  static final String FILE = "manifest";

  private static final String UNFINISHED = "manifest.tmp";
  private static final String FORMAT = "holdfast-mapdb";
  private static final int VERSION = 1;
  private static final String END = "end ";

  /** The manifest of a new store. */
  static final Manifest NEW = new Manifest(1, 1, List.of());

  Manifest {
    tables = List.copyOf(tables);
  }

  void write(FileLayer files, Path directory) throws IOException {
    Path unfinished = directory.resolve(UNFINISHED);
    try (StoreFile file = files.create(unfinished)) {
      file.write(StandardCharsets.UTF_8.encode(text()), 0);
      file.force();
    }
    files.rename(unfinished, directory.resolve(FILE));
    files.forceDirectory(directory);
  }

  private String text() {
    StringBuilder text = new StringBuilder(FORMAT + " " + VERSION + "\n");
    text.append("journal ").append(firstSegment).append('\n');
    text.append("next ").append(nextTable).append('\n');
    for (TableInfo table : tables) {
      text.append("table ").append(table.name());
      text.append(' ').append(table.rows());
      text.append(' ').append(table.rowsBytes());
      text.append(' ').append(table.valuesBytes()).append('\n');
    }
    String checked = text.toString();
    return checked + END + checksum(checked) + "\n";
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  static Manifest read(FileLayer files, Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    String text;
    try (StoreFile file = files.open(path)) {
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(content, 0);
      text = StandardCharsets.UTF_8.decode(content.flip()).toString();
    }
    String[] lines = text.split("\n", -1);
    refuseOthers(path, lines[0]);
    int end = text.lastIndexOf(END);
    if (end < 0 || !text.substring(end).equals(END + checksum(text.substring(0, end)) + "\n")) {
      throw new CorruptException(
          ErrorCode.CORRUPT, "The file " + path + " is damaged: its checksum does not match.");
    }
    return parse(lines);
  }

  private static void refuseOthers(Path path, String firstLine) {
    String[] words = firstLine.split(" ", -1);
    if (words.length == 2 && words[0].equals(FORMAT) && !words[1].equals("" + VERSION)) {
      throw new CorruptException(
          ErrorCode.NEWER_FORMAT,
          "The store %s has format %s, this release reads format %d."
              .formatted(path.getParent(), words[1], VERSION));
    }
  }

  private static Manifest parse(String[] lines) {
    List<TableInfo> tables = new ArrayList<>();
    long firstSegment = 0;
    long nextTable = 0;
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "journal" -> firstSegment = Long.parseLong(words[1]);
        case "next" -> nextTable = Long.parseLong(words[1]);
        case "table" ->
            tables.add(
                new TableInfo(
                    words[1],
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4])));
        default -> {
          // The first and the last line were looked at before.
        }
      }
    }
    return new Manifest(firstSegment, nextTable, tables);
  }
}
