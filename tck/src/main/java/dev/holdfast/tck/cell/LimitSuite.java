package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits: what fits is taken, what does not is refused before anything is written. */
public abstract class LimitSuite extends CellSuite {

  /** Above this, a test does not build what goes past a limit. */
  private static final long MOST_BYTES = 128L << 20;

  private static final int MOST_MUTATIONS = 20_000;

  private static final int MOST_KEYS = 20_000;

  /** For subclasses. */
  protected LimitSuite() {}

  @Test
  @Clause("CELL-LIMIT-01")
  void limits_areWideEnoughToWorkWith() {
    Limits limits = limits();
    assertThat(limits.maxValueBytes()).isGreaterThanOrEqualTo(256);
    assertThat(limits.maxCommitBytes())
        .isGreaterThanOrEqualTo(64 << 10)
        .isGreaterThanOrEqualTo((long) limits.maxValueBytes() + MapRef.MAX_KEY_BYTES);
    assertThat(limits.maxMutations()).isGreaterThanOrEqualTo(8);
    assertThat(limits.maxPage()).isGreaterThanOrEqualTo(8);
    assertThat(limits.maxReadBytes()).isGreaterThanOrEqualTo(8 << 10);
  }

  @Test
  @Clause("CELL-LIMIT-02")
  void aValueThatIsTooLarge_isRefused() {
    int most = limits().maxValueBytes();
    onlyIf(most < MOST_BYTES, "maxValueBytes is " + most + ", too large for a test");
    Bytes tooLarge = Bytes.wrap(new byte[most + 1]);
    cell().commit(put(1, "one"));

    for (Mutation mutation :
        List.of(
            new Mutation.PutHead(2, tooLarge),
            new Mutation.AppendNext(LOG, tooLarge),
            new Mutation.Append(LOG, at(1, 0), tooLarge),
            new Mutation.PutRow(SORTED, bytes("key"), tooLarge))) {
      refusedWhole(ErrorCode.LIMIT_EXCEEDED, cell(), () -> cell().commit(append("fits"), mutation));
    }
  }

  @Test
  @Clause("CELL-LIMIT-03")
  void aCommitThatIsTooLarge_isRefused() {
    long most = limits().maxCommitBytes();
    int each = limits().maxValueBytes();
    long count = most / each + 1;
    onlyIf(
        count < limits().maxMutations() && each < MOST_BYTES,
        "values of at most " + each + " bytes cannot add up to " + most + " in one commit");
    Bytes value = Bytes.wrap(new byte[each]);
    List<Mutation> mutations =
        Collections.nCopies((int) count, new Mutation.AppendNext(LOG, value));

    refusedWhole(
        ErrorCode.LIMIT_EXCEEDED, cell(), () -> cell().commit(mutations.toArray(Mutation[]::new)));
  }

  @Test
  @Clause({"CELL-LIMIT-04", "CELL-LIMIT-06"})
  void asManyMutationsAsTheLimitSays_fit() {
    int most = limits().maxMutations();
    onlyIf(most <= MOST_MUTATIONS, "maxMutations is " + most + ", too many for a test");
    List<Mutation> fitting = new ArrayList<>(Collections.nCopies(most, append("")));
    cell().commit(fitting.toArray(Mutation[]::new));
    assertThat(cell().stats(LOG).count()).isEqualTo(most);

    Commit tooMany =
        Commit.of(fitting.toArray(Mutation[]::new)).when(new Precondition.HeadAbsent());
    refusedWhole(ErrorCode.LIMIT_EXCEEDED, cell(), () -> cell().commit(tooMany));
  }

  @Test
  @Clause("CELL-LIMIT-05")
  void askingForTooMuch_isRefused() {
    cell().commit(append("entry"), putRow(SORTED, "key", "row"));
    Limits limits = limits();
    List<Part<?>> parts = new ArrayList<>();
    if (limits.maxPage() < Integer.MAX_VALUE) {
      int tooMany = limits.maxPage() + 1;
      parts.add(Part.LogPart.after(LOG, Offset.ORIGIN, tooMany, 1));
      parts.add(Part.ScanPart.all(SORTED, tooMany, 1));
      parts.add(new Part.RowsPart(SORTED, Collections.nCopies(tooMany, bytes("key"))));
      refused(
          ErrorCode.LIMIT_EXCEEDED,
          () -> backend().list(ListQuery.all(collection(), tooMany), soon()));
    }
    if (limits.maxReadBytes() < Long.MAX_VALUE) {
      parts.add(Part.LogPart.after(LOG, Offset.ORIGIN, 1, limits.maxReadBytes() + 1));
      parts.add(Part.ScanPart.all(SORTED, 1, limits.maxReadBytes() + 1));
    }
    for (Part<?> part : parts) {
      refused(ErrorCode.LIMIT_EXCEEDED, () -> cell().read(Part.HeadPart.ANY, part));
    }
    assertThat(cell().ask(Part.LogPart.after(LOG, Offset.ORIGIN, limits.maxPage(), 1)).entries())
        .hasSize(1);
  }

  @Test
  @Clause("CELL-LIMIT-07")
  void asManyOfTheLongestKeysAsAPageHolds_areRead() {
    int most = limits().maxPage();
    onlyIf(most <= MOST_KEYS, "maxPage is " + most + ", too many for a test");
    cell().commit(new Mutation.PutRow(SORTED, longest(most / 2), bytes("row")));
    List<Bytes> keys = IntStream.range(0, most).mapToObj(LimitSuite::longest).toList();

    assertThat(cell().ask(new Part.RowsPart(SORTED, keys)).rows())
        .containsOnlyKeys(longest(most / 2));
  }

  /** Returns a key of bytes that a text of SQL holds doubled, and a number. */
  private static Bytes longest(int number) {
    byte[] key = new byte[MapRef.MAX_KEY_BYTES];
    Arrays.fill(key, (byte) '\'');
    ByteBuffer.wrap(key).putInt(number);
    return Bytes.wrap(key);
  }

  @Test
  @Clause("CELL-LIMIT-08")
  void asManyPartsAsAReadMayHave_areAnswered() {
    int most = CellRead.MAX_PARTS;
    List<Mutation> mutations = new ArrayList<>();
    List<Part<?>> parts = new ArrayList<>();
    for (int i = 0; i < most / 4; i++) {
      LogRef log = new LogRef("l".repeat(LogRef.MAX_NAME_BYTES - 6) + (100_000 + i));
      MapRef map = MapRef.sorted("m".repeat(LogRef.MAX_NAME_BYTES - 6) + (100_000 + i));
      mutations.add(new Mutation.AppendNext(log, bytes("entry " + i)));
      mutations.add(new Mutation.PutRow(map, bytes("key"), bytes("row " + i)));
      parts.add(Part.LogPart.after(log, Offset.ORIGIN, 8, 100));
      parts.add(new Part.LogStatsPart(log));
      parts.add(new Part.RowsPart(map, List.of(bytes("key"))));
      parts.add(Part.ScanPart.all(map, 8, 100));
    }
    cell().commitAll(mutations);

    CellAnswer found = cell().read(parts.toArray(Part[]::new));
    assertThat(IntStream.range(0, most / 4))
        .allSatisfy(
            i -> {
              assertThat(found.answer(4 * i, LogAnswer.class).entries())
                  .extracting(entry -> entry.value().toUtf8())
                  .containsExactly("entry " + i);
              assertThat(found.answer(4 * i + 1, LogStats.class).count()).isEqualTo(1);
              assertThat(found.answer(4 * i + 2, RowsAnswer.class).row(bytes("key"))).isNotNull();
              assertThat(found.answer(4 * i + 3, RowPage.class).rows()).hasSize(1);
            });
  }

  @Test
  @Clause("CELL-LIMIT-09")
  void moreParts_areRefused() {
    List<Part<?>> parts = Collections.nCopies(CellRead.MAX_PARTS + 1, Part.HeadPart.ANY);

    refused(ErrorCode.LIMIT_EXCEEDED, () -> cell().read(parts.toArray(Part<?>[]::new)));
  }
}
