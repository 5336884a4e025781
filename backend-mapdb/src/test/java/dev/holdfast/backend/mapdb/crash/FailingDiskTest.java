package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.mapdb.store.StoreSettings;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CollectionRef;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A disk that fails while the process lives on. */
class FailingDiskTest {

  private final ForgetfulFiles files = new ForgetfulFiles();
  private final Ledger ledger = new Ledger(new CollectionRef("disk", "ledgers").cell("one"));

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
}
