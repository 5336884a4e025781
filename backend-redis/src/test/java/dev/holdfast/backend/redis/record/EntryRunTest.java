package dev.holdfast.backend.redis.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.CorruptException;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryRunTest {

  @Test
  void marks_tellWhereEntriesAreSeenFromTheNextOne() {
    List<Offset> offsets =
        List.of(at(1, 0), at(2, 0), at(2, 1), at(2, 2), at(4, 0), at(4, 7), at(9, 7));

    List<EntryRun> runs = EntryRun.of(offsets, values("a", "", "bc", "d", "e", "f", "ghi"));

    assertThat(runs)
        .containsExactly(
            new EntryRun(
                Bytes.utf8("9-7"),
                Bytes.utf8("*0007+1.0.2,2-2=1,4-0=1,4-7=1=3"),
                utf8("abcdefghi")));
  }

  @Test
  void aSingleEntry_hasNoMarks() {
    assertThat(EntryRun.of(List.of(at(5, 2)), values("text")))
        .containsExactly(new EntryRun(Bytes.utf8("5-2"), Bytes.EMPTY, utf8("text")));
  }

  @Test
  void runs_endWhereTheyAreLong() {
    List<Offset> offsets = LongStream.range(1, 201).mapToObj(i -> at(i, 0)).toList();

    assertThat(EntryRun.of(offsets, sized(200, 1))).hasSize(4);
    assertThat(EntryRun.of(offsets, sized(200, 1_000))).hasSize(67);
    assertThat(EntryRun.of(offsets, sized(200, 5_000))).hasSize(200);
  }

  @Test
  void whatIsWritten_isReadAgain() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      List<Offset> offsets = new ArrayList<>();
      List<Bytes> values = new ArrayList<>();
      Offset last = at(random.nextInt(2), random.nextInt(3));
      for (int i = random.nextInt(150); i >= 0; i--) {
        last =
            random.nextBoolean()
                ? at(last.major() + 1 + random.nextInt(2), random.nextInt(3) * last.minor())
                : at(last.major(), last.minor() + 1 + random.nextInt(2));
        offsets.add(last);
        values.add(utf8("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 5_000 : 50))));
      }
      EntryList list = new EntryList(Direction.ASCENDING);
      for (EntryRun run : EntryRun.of(offsets, values)) {
        Bytes field = Bytes.utf8("-17").concat(run.marks());
        list.add(run.id(), field, run.values());
      }
      List<LogEntry> read = list.entries();
      assertThat(read).extracting(LogEntry::offset).isEqualTo(offsets);
      assertThat(read).extracting(LogEntry::value).isEqualTo(values);
      assertThat(read).extracting(LogEntry::at).containsOnly(Instant.ofEpochMilli(-17));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1*0002+1=1",
        "1*0002+1=3",
        "1*0003+1=2",
        "1*0001+1=2",
        "1*",
        "1*0002",
        "1*0002+=3",
        "1*0002?1=2",
        "1*0002,5=1=2",
        "1*0002,5-1",
        "1*0002+1=99999999999999999999",
        "1*0002,",
        "x",
        "1*0004+0+0+0=3",
        "*0002+1=2",
        ""
      })
  void aDamagedRun_isCorrupt(String field) {
    EntryList list = new EntryList(Direction.ASCENDING);

    assertThatThrownBy(() -> list.add(Bytes.utf8("2-0"), Bytes.utf8(field), utf8("abc")))
        .isInstanceOf(CorruptException.class);
  }

  private static Offset at(long major, long minor) {
    return new Offset(major, minor);
  }

  private static Bytes utf8(String text) {
    return Bytes.utf8(text);
  }

  private static List<Bytes> values(String... texts) {
    return List.of(texts).stream().map(Bytes::utf8).toList();
  }

  private static List<Bytes> sized(int count, int bytes) {
    return LongStream.range(0, count).mapToObj(i -> utf8("x".repeat(bytes))).toList();
  }
}
