package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.mapdb.journal.Journal;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However much is written, journal, start and space stay in proportion to what is there. */
class BoundedTest {

  private static final CollectionRef COLLECTION = new CollectionRef("test", "bounded");
  private static final long CHECKPOINT = OpenStore.TINY.checkpointBytes();

  /** Two memtables of twice the threshold at most, with the ends of segments and one spare. */
  private static final long MOST_JOURNAL = 4 * CHECKPOINT + 10L * OpenStore.TINY.segmentBytes();

  private static final int MOST_TABLES = 10;

  private final ForgetfulFiles files = new ForgetfulFiles();
  private final Random random = new Random(1);

  private OpenStore open() throws IOException {
    return new OpenStore(files, OpenStore.NOWHERE, OpenStore.TINY);
  }

  private Bytes value(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private long journalBytes() {
    return files.bytes(Journal::isSegment);
  }

  private long tables() {
    return files.names(OpenStore.NOWHERE).stream().filter(name -> name.endsWith(".rows")).count();
  }

  @Test
  void endlessOverwriting_keepsJournalTablesAndSpaceBounded() throws IOException {
    try (OpenStore store = open()) {
      for (int i = 1; i <= 12_000; i++) {
        CellRef cell = COLLECTION.cell("cell-" + i % 10);
        store.commit(cell, Commit.of(new Mutation.PutHead(i, value(500))));
        if (i % 100 == 0) {
          assertThat(journalBytes()).isLessThan(MOST_JOURNAL);
          assertThat(tables()).isLessThan(MOST_TABLES);
          assertThat(files.bytes(name -> true)).isLessThan(MOST_JOURNAL + 2_000_000);
        }
      }
    }
  }

  @Test
  void droppedMap_givesItsSpaceBack() throws IOException {
    MapRef map = MapRef.unsorted("large");
    CellRef cell = COLLECTION.cell("cell");
    try (OpenStore store = open()) {
      for (int i = 0; i < 400; i++) {
        store.commit(cell, Commit.of(new Mutation.PutRow(map, Bytes.ofLong(i), value(10_000))));
      }
      assertThat(files.bytes(name -> true)).isGreaterThan(4_000_000);
      assertThat(store.store().usage(COLLECTION).bytes()).isEqualTo(4 + 400 * 10_008);
      store.commit(cell, Commit.of(new Mutation.DropMap(map)));
      assertThat(store.store().usage(COLLECTION).bytes()).isZero();
    }
    // A start does what is due first, and a close waits for it to end or leaves it to the next.
    for (int i = 0; i < 100 && files.bytes(name -> true) > 1_500_000; i++) {
      try (OpenStore store = open()) {
        store.commit(cell, Commit.of(new Mutation.PutRow(map, Bytes.ofLong(i), value(10_000))));
        store.commit(cell, Commit.of(new Mutation.DropMap(map)));
      }
    }
    assertThat(files.bytes(name -> true)).isLessThan(1_500_000);
  }

  @Test
  void usageAndListing_areTheSameAfterCheckpointsAndStarts() throws IOException {
    long bytes = 0;
    List<String> ids = new ArrayList<>();
    for (int start = 0; start < 5; start++) {
      try (OpenStore store = open()) {
        for (int i = 0; i < 100; i++) {
          String id = "cell-%d-%03d".formatted(start, i);
          ids.add(id);
          bytes += id.length() + 700;
          store.commit(COLLECTION.cell(id), Commit.of(new Mutation.PutHead(1, value(700))));
        }
        assertThat(store.store().usage(COLLECTION).cells()).isEqualTo(ids.size());
        assertThat(store.store().usage(COLLECTION).bytes()).isEqualTo(bytes);
        assertThat(store.store().list(ListQuery.all(COLLECTION, 1_000)).cells())
            .extracting(cell -> cell.cell().id())
            .isEqualTo(ids);
      }
    }
  }
}
