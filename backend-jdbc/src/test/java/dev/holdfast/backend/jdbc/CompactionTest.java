package dev.holdfast.backend.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.RunMarks;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log whose entries came one by one is read the same once they were put together. */
class CompactionTest {

  private static final CollectionRef CELLS = new CollectionRef("compact", "cells");
  private static final CellRef TOGETHER = CELLS.cell("together");
  private static final CellRef APART = CELLS.cell("apart");
  private static final LogRef LOG = new LogRef("log");
  private static final int STEPS = Boolean.getBoolean("holdfast.long") ? 3_000 : 120;

  @TempDir Path directory;

  private final Random random = new Random(33);
  private final AtomicLong now = new AtomicLong(1_763_900_000_000L);
  private Map<String, String> keys = Map.of();
  private final List<Backend> opened = new ArrayList<>();
  private Backend together;
  private Backend apart;

  private void open(String engine) {
    keys =
        switch (engine) {
          case "h2" -> Map.of("holdfast.url", "jdbc:h2:mem:compact-" + System.nanoTime());
          case "sqlite" -> Map.of("holdfast.url", "jdbc:sqlite:" + directory.resolve("compact.db"));
          default -> {
            SqlServer server =
                engine.equals("mariadb") ? SqlServers.mariadb() : SqlServers.postgresql();
            yield TestDatabase.keys(server, server.newDatabase());
          }
        };
    together = open("1", keys);
    apart = open("0", keys);
  }

  private Backend open(String rows, Map<String, String> others) {
    JdbcProvider provider = new JdbcProvider();
    Map<String, String> all = new TreeMap<>(others);
    all.put("holdfast.jdbc.compact-rows", rows);
    HoldfastConfig config =
        HoldfastConfig.from(all).toBuilder().clock(() -> Instant.ofEpochMilli(now.get())).build();
    Backend backend = provider.open(BackendConfig.of(config, provider));
    opened.add(backend);
    return backend;
  }

  @AfterEach
  void close() {
    opened.forEach(Backend::close); // none where its engine was left out
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "postgresql", "mariadb"})
  void whatIsRead_becomesFewRows_andStaysWhatItIs(String engine) throws Exception {
    open(engine);
    appendOneByOne(TOGETHER, 1_000);
    LogAnswer before = read(together, TOGETHER, everything());
    assertThat(before.entries()).hasSize(1_000);
    assertThat(read(together, TOGETHER, everything())).isEqualTo(before);
    awaitRows(1_000, 1_000 / 16);

    assertThat(read(together, TOGETHER, everything())).isEqualTo(before);
    assertThat(read(apart, TOGETHER, everything())).isEqualTo(before);
    for (int i = 0; i < 100; i++) {
      Part.LogPart some = somewhere(before.entries());
      List<LogEntry> wanted = new ArrayList<>(before.entries());
      wanted.removeIf(e -> !e.offset().isAfter(some.after()) || e.offset().isAfter(some.upTo()));
      if (some.direction() == Direction.DESCENDING) {
        Collections.reverse(wanted);
      }
      LogAnswer found = read(together, TOGETHER, some);
      assertThat(found.entries()).isEqualTo(wanted.subList(0, found.entries().size()));
      assertThat(found.more()).isEqualTo(found.entries().size() < wanted.size());
      assertThat(found.entries().size() == some.maxEntries() || !found.more()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "postgresql", "mariadb"})
  void anyCommit_doesWhatItDoesToALogThatIsApart(String engine) {
    open(engine);
    List<LogEntry> entries = List.of();
    for (int step = 0; step < STEPS; step++) {
      now.addAndGet(random.nextInt(20));
      Mutation[] mutations = mutations(entries);
      CommitResult expected = commit(apart, APART, mutations);
      assertThat(commit(random.nextInt(4) == 0 ? apart : together, TOGETHER, mutations).offsets())
          .isEqualTo(expected.offsets());
      entries = read(apart, APART, everything()).entries();
      assertThat(read(together, TOGETHER, everything()).entries()).isEqualTo(entries);
      Part.LogPart some = somewhere(entries);
      LogAnswer there = read(apart, APART, some);
      LogAnswer here = read(together, TOGETHER, some);
      assertThat(here.entries()).isEqualTo(there.entries());
      assertThat(here.more()).isEqualTo(there.more());
      assertThat(stats(together, TOGETHER)).isEqualTo(stats(apart, APART));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "postgresql", "mariadb"})
  void everyRead_isOfOneState_whileOthersCommit(String engine) {
    open(engine);
    Backend another = open("1", keys);
    appendOneByOne(TOGETHER, 100);
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeMuch(another));
    List<CompletableFuture<Void>> readers =
        Stream.of(together, another, apart)
            .map(backend -> CompletableFuture.runAsync(() -> readUntil(writer, backend)))
            .toList();
    writer.join();
    readers.forEach(CompletableFuture::join);
    LogAnswer all = read(apart, TOGETHER, everything());
    assertThat(stats(apart, TOGETHER).count()).isEqualTo(all.entries().size());
  }

  /** Whole offsets follow each other, whatever is cut. */
  private void writeMuch(Backend backend) {
    for (int i = 0; i < STEPS; i++) {
      commit(backend, TOGETHER, new Mutation.AppendNext(LOG, Bytes.utf8("entry " + i)));
      if (i % 50 == 0) {
        commit(backend, TOGETHER, new Mutation.TrimToLatest(LOG, 100));
      } else if (i % 50 == 25) {
        Offset last = stats(backend, TOGETHER).last();
        Offset cut = new Offset(requireNonNull(last).major() - 10, 0);
        Mutation truncate = new Mutation.TruncateAfter(LOG, cut);
        commit(backend, TOGETHER, truncate, new Mutation.AppendNext(LOG, Bytes.EMPTY));
      }
    }
  }

  private void readUntil(CompletableFuture<Void> end, Backend backend) {
    do {
      long last = requireNonNull(stats(backend, TOGETHER).last()).major();
      for (Direction direction : Direction.values()) {
        long upTo = last - random.nextInt(100);
        LogAnswer found =
            read(
                backend,
                TOGETHER,
                new Part.LogPart(
                    LOG, Offset.ORIGIN, new Offset(upTo, 0), direction, 1_000, 1 << 20, 0));
        assertThat(found.entries().stream().map(entry -> entry.offset().major()).sorted())
            .containsExactlyElementsOf(
                LongStream.rangeClosed(
                        found.trimmedThrough().major() + 1,
                        Math.min(upTo, requireNonNull(found.last()).major()))
                    .boxed()
                    .toList());
      }
      read(backend, TOGETHER, everything()); // twice from one place on: puts together
      read(backend, TOGETHER, everything());
    } while (!end.isDone());
  }

  @Test
  void aFarEnd_isLeftAlone_andSoIsWhatLiesBetween() throws SQLException {
    open("h2");
    appendOneByOne(TOGETHER, 100);
    for (int i = 0; i < 5; i++) {
      commit(apart, TOGETHER, new Mutation.AppendNext(LOG, Bytes.utf8("x".repeat(500_000))));
    }
    appendOneByOne(TOGETHER, 100);
    Offset last = stats(apart, TOGETHER).last();
    for (int i = 0; i < 2; i++) {
      assertThat(
              read(
                      together,
                      TOGETHER,
                      new Part.LogPart(
                          LOG, Offset.ORIGIN, last, Direction.ASCENDING, 90, 1 << 20, 0))
                  .entries())
          .hasSize(90);
    }
    awaitRows(205, 130);
    together.close(); // waits for what is under way
    assertThat(rows(205)).isGreaterThan(105);
  }

  /** Mostly single entries, so that there is much to put together. */
  private Mutation[] mutations(List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return append(1);
    }
    LogEntry any = entries.get(random.nextInt(entries.size()));
    return switch (entries.size() > 400 ? random.nextInt(6) : random.nextInt(40)) {
      case 0 -> new Mutation[] {new Mutation.TrimThrough(LOG, any.offset())};
      case 1 -> new Mutation[] {new Mutation.TrimToLatest(LOG, entries.size() / 2)};
      case 2 -> new Mutation[] {new Mutation.TrimOlderThan(LOG, any.at())};
      case 3 -> new Mutation[] {new Mutation.TruncateAfter(LOG, any.offset())};
      case 4 -> append(100);
      case 5 -> new Mutation[] {new Mutation.Append(LOG, any.offset(), any.value())};
      default -> append(1);
    };
  }

  private Mutation[] append(int count) {
    Mutation[] all = new Mutation[count];
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(50) == 0 ? 5_000 : random.nextInt(40);
      all[i] = new Mutation.AppendNext(LOG, Bytes.utf8("x".repeat(length)));
    }
    return all;
  }

  /** They are long enough for a read of a hundred to have the database count. */
  private void appendOneByOne(CellRef cell, int count) {
    for (int i = 0; i < count; i++) {
      now.incrementAndGet();
      commit(apart, cell, new Mutation.AppendNext(LOG, Bytes.utf8("%0150d".formatted(i))));
    }
  }

  private static CommitResult commit(Backend backend, CellRef cell, Mutation... mutations) {
    return backend.commit(cell, Commit.of(mutations), Deadline.after(Duration.ofSeconds(30)));
  }

  private static Part.LogPart everything() {
    return new Part.LogPart(LOG, Offset.ORIGIN, Offset.END, Direction.ASCENDING, 1_000, 1 << 20, 0);
  }

  private Part.LogPart somewhere(List<LogEntry> entries) {
    return new Part.LogPart(
        LOG,
        beside(entries),
        random.nextBoolean() ? Offset.END : beside(entries),
        random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING,
        1 + random.nextInt(100),
        1 << 20,
        0);
  }

  private Offset beside(List<LogEntry> entries) {
    Offset near =
        entries.isEmpty() ? new Offset(1, 0) : entries.get(random.nextInt(entries.size())).offset();
    return random.nextBoolean() ? near : near.predecessor();
  }

  private static LogAnswer read(Backend backend, CellRef cell, Part.LogPart part) {
    return backend
        .read(List.of(CellRead.of(cell, part)), Deadline.after(Duration.ofSeconds(30)))
        .get(0)
        .answer(0, LogAnswer.class);
  }

  private static LogStats stats(Backend backend, CellRef cell) {
    return backend
        .read(
            List.of(CellRead.of(cell, new Part.LogStatsPart(LOG))),
            Deadline.after(Duration.ofSeconds(30)))
        .get(0)
        .answer(0, LogStats.class);
  }

  /** Waits until the rows, which hold so many entries at any time, are so few. */
  private void awaitRows(int entries, int most) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    long rows = rows(entries);
    while (rows > most && System.nanoTime() < end) {
      Thread.onSpinWait();
      rows = rows(entries);
    }
    assertThat(rows).isBetween((long) entries / EntryRun.MAX_ENTRIES, (long) most);
  }

  private long rows(int entries) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                keys.get("holdfast.url"),
                keys.get("holdfast.jdbc.user"),
                keys.get("holdfast.jdbc.password"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*), SUM(%s) FROM holdfast_entry".formatted(RunMarks.COUNT))) {
      row.next();
      assertThat(row.getLong(2)).isEqualTo(entries);
      return row.getLong(1);
    }
  }
}
