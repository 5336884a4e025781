package dev.holdfast.backend.jdbc.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.CorruptException;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryRunTest {

  private static final Instant AT = Instant.parse("2026-11-23T00:00:00.123Z");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 300})
  void anyEntries_comeBackInTheirOrder(int count) {
    Random random = new Random(count);
    List<LogEntry> entries =
        entries(IntStream.generate(() -> random.nextInt(400)).limit(count).toArray());
    List<EntryRun> runs = EntryRun.of(entries);

    List<LogEntry> found = new ArrayList<>();
    runs.forEach(run -> found.addAll(read(run)));
    assertThat(found).isEqualTo(entries);
    assertThat(runs)
        .allSatisfy(
            run -> {
              List<LogEntry> own = read(run);
              assertThat(own).hasSizeBetween(1, EntryRun.MAX_ENTRIES);
              assertThat(run.last()).isEqualTo(own.get(own.size() - 1).offset());
              assertThat(run.content().length()).isLessThanOrEqualTo(EntryRun.MAX_BYTES);
            });
  }

  @Test
  void smallEntries_shareARow_asManyAsFit() {
    assertThat(EntryRun.of(entries(new int[64]))).hasSize(1);
    assertThat(EntryRun.of(entries(new int[65]))).hasSize(2);
    assertThat(EntryRun.of(entries(EntryRun.MAX_BYTES - 41, 1))).hasSize(1);
    assertThat(EntryRun.of(entries(EntryRun.MAX_BYTES - 41, 2))).hasSize(2);
  }

  @Test
  void largeEntry_hasARowOfItsOwn() {
    assertThat(EntryRun.of(entries(1, EntryRun.MAX_BYTES + 1, 1)))
        .extracting(run -> run.content().length())
        .containsExactly(1, EntryRun.MAX_BYTES + 1, 1);
  }

  @Test
  void entriesOfDifferentInstants_shareARow_eachWithItsOwn() {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      Instant at = AT.plusMillis(i < 3 ? 0 : i * (i % 2 == 0 ? 1_000_000_007L : -1L));
      entries.add(new LogEntry(new Offset(1, i), Bytes.utf8("value " + i), at));
    }
    List<EntryRun> runs = EntryRun.of(entries);
    assertThat(runs).hasSize(2);
    List<LogEntry> found = new ArrayList<>();
    runs.forEach(run -> found.addAll(read(run)));
    assertThat(found).isEqualTo(entries);
    assertThat(EntryRun.marks(runs.get(0).marks().toArray()))
        .isEqualTo(
            entries.subList(0, 64).stream()
                .map(e -> new StoredMark(e.offset(), e.at(), e.value().length()))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void damagedRow_isRefused(long millis) {
    List<LogEntry> entries = entries(3, 4);
    LogEntry second = entries.get(1);
    entries.set(1, new LogEntry(second.offset(), second.value(), AT.plusMillis(millis)));
    EntryRun run = EntryRun.ofAll(entries);
    byte[] marks = run.marks().toArray();
    byte[] content = run.content().toArray();
    for (int length = 0; length < marks.length; length++) {
      byte[] cut = Arrays.copyOf(marks, length);
      assertThatThrownBy(() -> entries(cut, content)).isInstanceOf(CorruptException.class);
    }
    for (byte[] other : List.of(Arrays.copyOf(content, 6), Arrays.copyOf(content, 8))) {
      assertThatThrownBy(() -> entries(marks, other)).isInstanceOf(CorruptException.class);
    }
    marks[Long.BYTES + 2 * RunMarks.MARK - 4] = -1;
    assertThatThrownBy(() -> entries(marks, content)).isInstanceOf(CorruptException.class);
  }

  private static List<LogEntry> entries(int... lengths) {
    List<LogEntry> entries = new ArrayList<>();
    for (int length : lengths) {
      byte[] value = new byte[length];
      Arrays.fill(value, (byte) entries.size());
      entries.add(new LogEntry(new Offset(1 + entries.size(), 0), Bytes.wrap(value), AT));
    }
    return entries;
  }

  private static List<LogEntry> read(EntryRun run) {
    return entries(run.marks().toArray(), run.content().toArray());
  }

  private static List<LogEntry> entries(byte[] marks, byte[] content) {
    List<LogEntry> entries = new ArrayList<>();
    EntryRun.addTo(entries, marks, content);
    return entries;
  }
}
