package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.mapdb.store.StoreSettings;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A disk that fails while the process lives on. */
class FailingDiskTest {

  private static final CollectionRef COLLECTION = new CollectionRef("disk", "ledgers");

  private final ForgetfulFiles files = new ForgetfulFiles();
  private final Ledger ledger = new Ledger(COLLECTION.cell("one"));

  private OpenStore open() throws IOException {
    return new OpenStore(files, OpenStore.NOWHERE, OpenStore.TINY);
  }

  private void commit(OpenStore store, long k) {
    store.commit(ledger.cell(), ledger.commit(k));
  }

  @Test
  void failedWrite_isUnknownThenUnavailable_andReadersGoOn() throws IOException {
    // All commits go to the first segment; the next one, made in the background, stays whole.
    OpenStore store =
        new OpenStore(
            files,
            OpenStore.NOWHERE,
            new StoreSettings(1_000_000, 1_000_000, Duration.ofHours(24)));
    for (int k = 1; k <= 5; k++) {
      commit(store, k);
    }
    files.breakFiles("journal-0000000000000001");
    assertThatThrownBy(() -> commit(store, 6)).isInstanceOf(OutcomeUnknownException.class);
    assertThatThrownBy(() -> commit(store, 6)).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> commit(store, 7))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("the disk is broken");
    assertThat(ledger.check(store)).isEqualTo(5);
    assertThat(store.store().health().healthy()).isFalse();
    assertThat(store.store().health().detail()).contains("the disk is broken");
    store.close();
  }

  @Test
  void failedCheckpoint_endsCommitsWithAClearError() throws IOException {
    OpenStore store = open();
    files.failOn("checkpoint-");
    HoldfastException failure = null;
    for (int k = 1; failure == null; k++) {
      try {
        commit(store, k);
      } catch (UnavailableException e) {
        failure = e;
      }
      assertThat(k).isLessThan(100_000);
    }
    assertThat(failure).hasMessageContaining("the disk is full");
    assertThat(store.store().health().healthy()).isFalse();
    long last = ledger.check(store);
    store.close();
    files.failOn("nothing");
    try (OpenStore again = open()) {
      assertThat(ledger.check(again)).isEqualTo(last);
      commit(again, last + 1);
    }
  }

  @Test
  void faultInATable_isCorruptForReadersAndWriters_andHealthSaysSo() throws IOException {
    try (OpenStore store = open()) {
      for (int k = 1; files.bytes(name -> name.endsWith(".rows")) == 0; k++) {
        commit(store, k);
      }
    }
    // No checkpoint or merge is due here, so that the fault is met by those who call.
    StoreSettings large = new StoreSettings(1_000_000, 8_000, Duration.ofHours(24));
    CellRef other = COLLECTION.cell("other");
    try (OpenStore store = new OpenStore(files, OpenStore.NOWHERE, large)) {
      long last = ledger.check(store);
      assertThat(store.store().health().healthy()).isTrue();
      files.faultOn("checkpoint-");
      assertCorrupt(() -> store.read(CellRead.of(other, Part.HeadPart.ANY)));
      assertCorrupt(() -> store.store().list(ListQuery.all(COLLECTION, 10)));
      assertCorrupt(() -> commit(store, other));
      assertThat(store.store().health().healthy()).isFalse();
      assertThat(store.store().health().detail()).contains("table checkpoint-0", "HF-5001");
      files.faultOn("nothing");
      assertThat(ledger.check(store)).isEqualTo(last);
      assertThat(store.store().health().healthy()).isFalse();
      commit(store, other);
    }
    try (OpenStore store = open()) {
      assertThat(store.store().health().healthy()).isTrue();
      assertThat(store.store().usage(COLLECTION).cells()).isEqualTo(2);
    }
  }

  private static void commit(OpenStore store, CellRef cell) {
    store.commit(cell, Commit.of(new Mutation.PutHead(1, Bytes.EMPTY)));
  }

  private static void assertCorrupt(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("table checkpoint-0");
  }
}
