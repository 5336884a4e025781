package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listing comes past any number of cells that are not wanted, in steps of bounded size. */
class LongListingTest {

  private static final CollectionRef CELLS = new CollectionRef("deleted", "cells");
  private static final int DELETED = 2_300;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "h2,1",
    "h2,2",
    "h2,100",
    "mariadb,1",
    "mariadb,2",
    "mariadb,100",
    "sqlite,1",
    "sqlite,100"
  })
  void everyListedCell_comesOnce(String engine, int pageSize) {
    try (Backend backend = open(engine, pageSize)) {
      List<String> listed = new ArrayList<>();
      for (String id : List.of("a", "b", "c 1000", "c 1001", "c 2299", "d", "e")) {
        commit(backend, id, new Mutation.PutHead(1, Bytes.utf8(id)));
        listed.add(id);
      }
      for (int i = 0; i < DELETED; i++) {
        String id = "c %04d".formatted(i);
        if (!listed.contains(id)) {
          commit(backend, id, new Mutation.PutHead(1, Bytes.utf8(id)), new Mutation.DeleteCell());
        }
      }

      assertThat(ids(backend, ListQuery.all(CELLS, pageSize))).isEqualTo(listed);
      assertThat(
              ids(
                  backend,
                  new ListQuery(CELLS, "", 1L, null, null, Direction.ASCENDING, null, pageSize)))
          .isEqualTo(listed);
      Collections.reverse(listed);
      assertThat(
              ids(
                  backend,
                  new ListQuery(CELLS, "", null, null, null, Direction.DESCENDING, null, pageSize)))
          .isEqualTo(listed);
    }
  }

  @Test
  void filteredListing_showsWhatStaysOnce_whileOthersComeAndGo() throws Exception {
    try (Backend backend = open("h2", 3)) {
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < DELETED; i++) {
        String id = "c %04d".formatted(i);
        boolean isWanted = i % 100 == 0 || i % 1_000 == 999;
        commit(backend, id, new Mutation.PutHead(isWanted ? 2 : 1, Bytes.utf8(id)));
        if (isWanted) {
          wanted.add(id);
        }
      }
      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; !isOver.get(); i++) {
                  String id = "a " + i % 50;
                  commit(backend, id, new Mutation.PutHead(1 + 2 * i, Bytes.utf8(id)));
                  commit(backend, id, new Mutation.DeleteCell());
                }
              });
      ListQuery query = new ListQuery(CELLS, "", 2L, null, null, Direction.ASCENDING, null, 3);
      for (int i = 0; i < 20; i++) {
        assertThat(ids(backend, query)).isEqualTo(wanted);
      }
      isOver.set(true);
      others.get(30, TimeUnit.SECONDS);
    }
  }

  private Backend open(String engine, int pageSize) {
    HoldfastConfig config =
        switch (engine) {
          case "h2" -> HoldfastConfig.of("jdbc:h2:mem:deleted-" + pageSize);
          case "sqlite" -> HoldfastConfig.of("jdbc:sqlite:" + directory.resolve("deleted.db"));
          default -> TestDatabase.of(SqlServers.mariadb(), SqlServers.mariadb().newDatabase());
        };
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(config, provider));
  }

  private static void commit(Backend backend, String id, Mutation... mutations) {
    backend.commit(CELLS.cell(id), Commit.of(mutations), soon());
  }

  private static List<String> ids(Backend backend, ListQuery first) {
    List<String> ids = new ArrayList<>();
    ListQuery query = first;
    while (query != null) {
      CellPage page = backend.list(query, soon());
      assertThat(page.cells().size()).isLessThanOrEqualTo(first.pageSize());
      page.cells().forEach(cell -> ids.add(cell.cell().id()));
      query = page.cursor() == null ? null : first.from(page.cursor());
    }
    return ids;
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
