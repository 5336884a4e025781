package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Logs of hundreds of entries, some of which came one by one and others many at once: cut anywhere
 * and read from anywhere, also in the middle of what a backend keeps together, or puts together.
 */
public abstract class LongLogSuite extends CellSuite {

  private static final int STEPS = isLong() ? 200 : 25;
  private static final int READS = 12;
  private static final int SINGLE = 100;

  private final Random random = new Random(11);

  /** For subclasses. */
  protected LongLogSuite() {}

  @Test
  @Clause({"CELL-LOG-01", "CELL-LOG-03", "CELL-LOG-07", "CELL-LOG-09", "CELL-LOG-11"})
  void anyCut_leavesWhatItShould() {
    LongLog log = new LongLog(limits(), random);
    for (int step = 0; step < STEPS; step++) {
      log.committed(cell().commit(log.mutate().toArray(Mutation[]::new)).at());
      if (random.nextInt(5) == 0) {
        appendOneByOne(log);
      }
      for (int i = 0; i < READS; i++) {
        compare(log);
      }
      repeatSome(log);
    }
  }

  private void appendOneByOne(LongLog log) {
    for (int i = 0; i < SINGLE && log.hasRoom(); i++) {
      log.committed(cell().commit(log.appendOne()).at());
    }
  }

  private void compare(LongLog log) {
    Offset after = random.nextInt(3) == 0 ? Offset.ORIGIN : log.anywhere();
    Offset upTo = random.nextBoolean() ? Offset.END : log.anywhere();
    Direction direction = random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
    int most = random.nextInt(3) == 0 ? limits().maxPage() : 1 + random.nextInt(limits().maxPage());
    long bytes =
        random.nextInt(3) == 0
            ? limits().maxReadBytes()
            : Math.min(limits().maxReadBytes(), 1 + random.nextInt(40_000));
    CellAnswer answer =
        cell()
            .read(
                new Part.LogPart(LOG, after, upTo, direction, most, bytes, 0),
                new Part.LogStatsPart(LOG));

    LogAnswer found = answer.answer(0, LogAnswer.class);
    List<Offset> range = log.range(after, upTo, direction);
    int fitting = log.fitting(range, most, bytes);
    assertThat(found.entries())
        .as("%s: after %s up to %s, %d entries, %d bytes", direction, after, upTo, most, bytes)
        .extracting(LogEntry::offset)
        .isEqualTo(range.subList(0, fitting));
    assertThat(found.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.value()).isEqualTo(log.value(entry.offset()));
              assertThat(entry.at()).isEqualTo(log.at(entry.offset()));
            });
    assertThat(found.more()).as("more").isEqualTo(fitting < range.size());

    LogStats stats = answer.answer(1, LogStats.class);
    assertThat(stats.count()).isEqualTo(log.offsets().size());
    assertThat(stats.first()).isEqualTo(log.offsets().isEmpty() ? null : log.offsets().get(0));
  }

  /** Appends once more what is there already: nothing changes. */
  private void repeatSome(LongLog log) {
    List<Mutation> again = new ArrayList<>();
    for (Offset offset : log.offsets()) {
      if (random.nextInt(5) == 0 && again.size() < limits().maxMutations()) {
        again.add(new Mutation.Append(LOG, offset, log.value(offset)));
      }
    }
    if (!again.isEmpty()) {
      unchanged(cell(), () -> cell().commit(again.toArray(Mutation[]::new)));
    }
  }
}
