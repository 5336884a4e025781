package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Reads of a cell while it changes all the time: what H2 remembers must not show. */
class H2ReadsTest {

  private static final int COMMITS = 10_000;
  private static final CellRef CELL = new CollectionRef("h2", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final MapRef MAP = MapRef.unsorted("map");
  private static final Bytes KEY = Bytes.utf8("key");

  @Test
  void throughItsUrl_whatIsReadIsNeverStale() throws Exception {
    HoldfastConfig config = HoldfastConfig.of("jdbc:h2:mem:reads");
    JdbcProvider provider = new JdbcProvider();
    areNeverStale(() -> provider.open(BackendConfig.of(config, provider)));
  }

  @Test
  void throughADataSource_whatIsReadIsNeverStale() throws Exception {
    String url = "jdbc:h2:mem:reads-of-a-source;DB_CLOSE_DELAY=-1";
    HoldfastConfig config = HoldfastConfig.of("jdbc:data-source");
    List<HikariDataSource> sources = new ArrayList<>();
    try {
      areNeverStale(
          () -> {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(url);
            sources.add(source);
            return JdbcProvider.open(source, config);
          });
    } finally {
      sources.forEach(HikariDataSource::close);
    }
  }

  private static void areNeverStale(Supplier<Backend> opener) throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    try (Backend writer = opener.get();
        Backend reader = opener.get()) {
      commit(writer, 1);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (long version = 2; version <= COMMITS; version++) {
                  commit(writer, version);
                  acknowledged.set(version);
                }
              });
      while (!writing.isDone()) {
        long least = acknowledged.get();
        CellAnswer answer = read(reader);
        long version = answer.version();
        LogAnswer log = answer.answer(0, LogAnswer.class);
        assertThat(version).isGreaterThanOrEqualTo(least);
        assertThat(log.entries())
            .singleElement()
            .satisfies(entry -> assertThat(entry.value()).isEqualTo(value(version)));
        assertThat(answer.answer(1, RowPage.class).rows())
            .extracting(Row::value)
            .containsExactly(value(version));
      }
      writing.get();
    }
  }

  private static void commit(Backend backend, long version) {
    Bytes value = value(version);
    backend.commit(
        CELL,
        Commit.of(
            new Mutation.Append(LOG, new Offset(version, 0), value),
            new Mutation.TrimToLatest(LOG, 1),
            new Mutation.PutRow(MAP, KEY, value),
            new Mutation.PutHead(version, value)),
        soon());
  }

  private static CellAnswer read(Backend backend) {
    Part.LogPart log = Part.LogPart.after(LOG, Offset.ORIGIN, 8, 1 << 20);
    Part.ScanPart rows = Part.ScanPart.all(MAP, 8, 1 << 20);
    return backend.read(List.of(CellRead.of(CELL, log, rows)), soon()).get(0);
  }

  private static Bytes value(long version) {
    return Bytes.utf8(Long.toString(version));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
