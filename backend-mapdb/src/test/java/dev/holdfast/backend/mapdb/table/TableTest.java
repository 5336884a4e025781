package dev.holdfast.backend.mapdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.error.CorruptException;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  private static final int MAX_KEY = 2_600;

  @TempDir Path directory;

  private final FileLayer files = new DiskFiles();

  private Table write(NavigableMap<Bytes, Value> rows) throws IOException {
    try (TableWriter writer = new TableWriter(files, directory, "checkpoint-000000000001")) {
      for (Map.Entry<Bytes, Value> row : rows.entrySet()) {
        writer.add(row.getKey(), row.getValue());
      }
      return Table.open(files, directory, writer.finish());
    }
  }

  private static TreeMap<Bytes, Value> random(Random random, int count, int keyLength) {
    TreeMap<Bytes, Value> rows = new TreeMap<>();
    while (rows.size() < count) {
      byte[] key = new byte[1 + random.nextInt(keyLength)];
      for (int i = 0; i < key.length; i++) {
        key[i] = (byte) random.nextInt(key.length > 50 ? 256 : 3);
      }
      rows.put(Bytes.wrap(key), randomValue(random));
    }
    return rows;
  }

  private static Value randomValue(Random random) {
    if (random.nextInt(10) == 0) {
      return Value.DELETED;
    }
    int longest = random.nextInt(20) == 0 ? 5_000 : 1_025;
    byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 20 : longest)];
    random.nextBytes(bytes);
    return new Value(random.nextLong(), Bytes.wrap(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 31, 33, 300, 3_000})
  void randomRows_areFoundInEveryWay(int count) throws IOException {
    Random random = new Random(count);
    TreeMap<Bytes, Value> rows = random(random, count, 12);
    Table table = write(rows);
    assertThat(list(table.all())).isEqualTo(List.copyOf(rows.entrySet()));
    for (int i = 0; i < 1_000; i++) {
      Bytes a = random(random, 1, 13).firstKey();
      Bytes b = random(random, 1, 13).firstKey();
      assertThat(table.get(a)).isEqualTo(rows.get(a));
      assertThat(table.atOrAfter(a)).isEqualTo(rows.ceilingKey(a));
      assertThat(table.before(a)).isEqualTo(rows.lowerKey(a));
      if (a.compareTo(b) < 0) {
        NavigableMap<Bytes, Value> part = rows.subMap(a, true, b, false);
        assertThat(list(table.range(a, b, false))).isEqualTo(List.copyOf(part.entrySet()));
        assertThat(list(table.range(a, b, true)))
            .isEqualTo(List.copyOf(part.descendingMap().entrySet()));
      }
    }
  }

  private static List<Map.Entry<Bytes, Value>> list(Iterator<Map.Entry<Bytes, Value>> rows) {
    List<Map.Entry<Bytes, Value>> list = new ArrayList<>();
    rows.forEachRemaining(list::add);
    return list;
  }

  @Test
  void longestKeysAndValuesInLine_fitOnAPage() throws IOException {
    Random random = new Random(1);
    TreeMap<Bytes, Value> rows = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      byte[] key = new byte[MAX_KEY];
      random.nextBytes(key);
      byte[] value = new byte[TableFormat.INLINE_BYTES];
      random.nextBytes(value);
      rows.put(Bytes.wrap(key), new Value(random.nextLong(), Bytes.wrap(value)));
    }
    Table table = write(rows);
    assertThat(list(table.all())).isEqualTo(List.copyOf(rows.entrySet()));
    rows.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
  }

  @Test
  void anyByteDamaged_isNoticedOrHarmless() throws IOException {
    TreeMap<Bytes, Value> rows = random(new Random(7), 200, 12);
    Table table = write(rows);
    Path file = directory.resolve(TableFormat.rowsFile(table.info().name()));
    byte[] whole = Files.readAllBytes(file);
    int noticed = 0;
    for (int at = 0; at < whole.length; at += 499) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Path other = directory.resolve("merge-000000000002.rows");
      Files.write(other, damaged);
      Files.deleteIfExists(directory.resolve("merge-000000000002.values"));
      Files.copy(
          directory.resolve(TableFormat.valuesFile(table.info().name())),
          directory.resolve("merge-000000000002.values"));
      noticed += readsDamaged(table.info(), rows) ? 1 : 0;
    }
    assertThat(noticed).isPositive();
  }

  private boolean readsDamaged(TableInfo whole, TreeMap<Bytes, Value> rows) throws IOException {
    TableInfo info =
        new TableInfo("merge-000000000002", whole.rows(), whole.rowsBytes(), whole.valuesBytes());
    try {
      Table table = Table.open(files, directory, info);
      assertThat(list(table.all())).isEqualTo(List.copyOf(rows.entrySet()));
      return false;
    } catch (CorruptException e) {
      return true;
    }
  }

  @Test
  void shortFile_isCorrupt() throws IOException {
    Table table = write(random(new Random(3), 10, 12));
    Path file = directory.resolve(TableFormat.rowsFile(table.info().name()));
    Files.write(file, new byte[100]);
    assertThatThrownBy(() -> Table.open(files, directory, table.info()))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void deletedFiles_areStillRead() throws IOException {
    TreeMap<Bytes, Value> rows = random(new Random(4), 500, 12);
    Table table = write(rows);
    Table.delete(files, directory, table.info().name());
    assertThat(files.names(directory)).isEmpty();
    assertThat(list(table.all())).isEqualTo(List.copyOf(rows.entrySet()));
  }
}
