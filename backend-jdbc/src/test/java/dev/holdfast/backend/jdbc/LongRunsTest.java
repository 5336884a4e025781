package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs whose rows hold many entries are cut and read anywhere, also in the middle of a row. */
class LongRunsTest {

  private static final CellRef CELL = new CollectionRef("runs", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final int STEPS = 60;
  private static final int READS = 12;
  private static final int APPEND = 3;

  @TempDir private Path folder;

  private final Random random = new Random(11);

  /** The offsets of all entries that there are. */
  private final List<Offset> model = new ArrayList<>();

  private Offset last = Offset.ORIGIN;

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "postgresql", "mariadb"})
  void anyCut_leavesWhatItShould(String engine) {
    try (Backend backend = open(engine)) {
      for (int step = 0; step < STEPS; step++) {
        List<Mutation> mutations = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          mutate(mutations);
        }
        backend.commit(CELL, Commit.of(mutations.toArray(Mutation[]::new)), soon());
        for (int i = 0; i < READS; i++) {
          check(backend);
        }
        repeat(backend);
      }
    }
  }

  private Backend open(String engine) {
    HoldfastConfig config =
        switch (engine) {
          case "h2" -> HoldfastConfig.from(Map.of("holdfast.url", "jdbc:h2:mem:runs"));
          case "sqlite" ->
              HoldfastConfig.from(
                  Map.of("holdfast.url", "jdbc:sqlite:" + folder.resolve("runs.db")));
          case "postgresql" ->
              TestDatabase.of(SqlServers.postgresql(), SqlServers.postgresql().newDatabase());
          default -> TestDatabase.of(SqlServers.mariadb(), SqlServers.mariadb().newDatabase());
        };
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(config, provider));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  private void mutate(List<Mutation> mutations) {
    switch (model.isEmpty() ? APPEND : random.nextInt(6)) {
      case 0 -> {
        Offset through = anywhere();
        mutations.add(new Mutation.TrimThrough(LOG, through));
        model.removeIf(offset -> !offset.isAfter(through));
      }
      case 1 -> {
        int keep = random.nextInt(200);
        mutations.add(new Mutation.TrimToLatest(LOG, keep));
        model.subList(0, Math.max(0, model.size() - keep)).clear();
      }
      case 2 -> truncate(mutations);
      default -> append(mutations, 1 + random.nextInt(150));
    }
  }

  private void truncate(List<Mutation> mutations) {
    Offset after = model.get(random.nextInt(model.size()));
    mutations.add(new Mutation.TruncateAfter(LOG, after));
    model.removeIf(offset -> offset.isAfter(after));
    last = after;
  }

  private void append(List<Mutation> mutations, int count) {
    for (int i = 0; i < count; i++) {
      last =
          random.nextInt(4) == 0
              ? new Offset(last.major(), last.minor() + 1 + random.nextInt(3))
              : new Offset(last.major() + 1 + random.nextInt(2), 0);
      model.add(last);
      mutations.add(new Mutation.Append(LOG, last, value(last)));
    }
  }

  /** Most values are short; where one is not, its row ends early. */
  private static Bytes value(Offset offset) {
    long seed = offset.major() * 31 + offset.minor();
    int length = (int) (seed % 47 == 0 ? 30_000 : seed % 90);
    return Bytes.utf8(Long.toString(seed % 10).repeat(length));
  }

  private Offset anywhere() {
    Offset near =
        model.isEmpty() || random.nextInt(8) == 0 ? last : model.get(random.nextInt(model.size()));
    return switch (random.nextInt(4)) {
      case 0 -> new Offset(near.major(), near.minor() + 1);
      case 1 -> near.equals(Offset.ORIGIN) ? near : near.predecessor();
      default -> near;
    };
  }

  private void check(Backend backend) {
    Offset after = random.nextInt(3) == 0 ? Offset.ORIGIN : anywhere();
    Offset upTo = random.nextBoolean() ? Offset.END : anywhere();
    Direction direction = random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
    int most = random.nextInt(3) == 0 ? 1_000 : 1 + random.nextInt(80);
    long bytes = random.nextInt(3) == 0 ? 1 << 20 : 1 + random.nextInt(40_000);
    Part.LogPart part = new Part.LogPart(LOG, after, upTo, direction, most, bytes, 0);
    var answer =
        backend.read(List.of(CellRead.of(CELL, part, new Part.LogStatsPart(LOG))), soon()).get(0);

    LogAnswer entries = answer.answer(0, LogAnswer.class);
    List<Offset> wanted = new ArrayList<>(model);
    wanted.removeIf(offset -> !offset.isAfter(after) || offset.isAfter(upTo));
    if (direction == Direction.DESCENDING) {
      Collections.reverse(wanted);
    }
    int fitting = fitting(wanted, most, bytes);
    assertThat(entries.entries())
        .extracting(LogEntry::offset)
        .isEqualTo(wanted.subList(0, fitting));
    assertThat(entries.entries())
        .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(value(entry.offset())));
    assertThat(entries.more()).isEqualTo(fitting < wanted.size());

    LogStats stats = answer.answer(1, LogStats.class);
    assertThat(stats.count()).isEqualTo(model.size());
    assertThat(stats.first()).isEqualTo(model.isEmpty() ? null : model.get(0));
  }

  private static int fitting(List<Offset> wanted, int most, long bytes) {
    long sum = 0;
    for (int i = 0; i < wanted.size(); i++) {
      sum += value(wanted.get(i)).length();
      if (i == most || (i > 0 && sum > bytes)) {
        return i;
      }
    }
    return wanted.size();
  }

  /** Appends once more what is there: nothing changes, and another value is a conflict. */
  private void repeat(Backend backend) {
    List<Mutation> again = new ArrayList<>();
    for (Offset offset : model) {
      if (random.nextInt(5) == 0) {
        again.add(new Mutation.Append(LOG, offset, value(offset)));
      }
    }
    if (!again.isEmpty()) {
      long before = sequence(backend);
      backend.commit(CELL, Commit.of(again.toArray(Mutation[]::new)), soon());
      assertThat(sequence(backend)).isEqualTo(before);
    }
  }

  private static long sequence(Backend backend) {
    return backend.read(List.of(CellRead.of(CELL, Part.HeadPart.ANY)), soon()).get(0).sequence();
  }
}
