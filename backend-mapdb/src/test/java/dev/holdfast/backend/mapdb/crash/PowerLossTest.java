package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The power goes at a random operation; what was acknowledged is there afterwards, and whole. */
class PowerLossTest {

  private static final int SEEDS = Boolean.getBoolean("holdfast.long") ? 500 : 25;
  private static final int CELLS = 3;
  private static final int LOSSES = 6;
  private static final CollectionRef LEDGERS = new CollectionRef("crash", "ledgers");

  @Test
  void powerLostAtRandom_acknowledgedCommitsAreThereAndWhole() throws IOException {
    long first = Long.getLong("holdfast.seed", 1L);
    for (long seed = first; seed < first + SEEDS; seed++) {
      try {
        new History(seed).run();
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("Repeat with -Dholdfast.seed=" + seed + ": " + e, e);
      }
    }
  }

  /** One store through several losses of power, its commits acknowledged at different levels. */
  private static final class History {

    private final Random random;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final long[] safe = new long[CELLS];
    private final long[] attempted = new long[CELLS];
    private ForgetfulFiles files = new ForgetfulFiles();

    History(long seed) {
      this.random = new Random(seed);
      for (int i = 0; i < CELLS; i++) {
        ledgers.add(new Ledger(LEDGERS.cell("ledger-" + i)));
      }
    }

    void run() throws IOException {
      for (int loss = 0; loss < LOSSES; loss++) {
        files.cutPowerAfter(random.nextInt(600));
        liveUntilPowerLoss();
        files = files.afterPowerLoss(random);
      }
      try (OpenStore store = new OpenStore(files, OpenStore.NOWHERE, OpenStore.TINY)) {
        checkAll(store);
      }
    }

    private void liveUntilPowerLoss() {
      try (OpenStore store = new OpenStore(files, OpenStore.NOWHERE, OpenStore.TINY)) {
        checkAll(store);
        while (true) {
          commit(store, random.nextInt(CELLS));
        }
      } catch (IOException | UnavailableException | OutcomeUnknownException e) {
        assertThat(causes(e)).contains("the power is gone");
      }
    }

    private static String causes(Throwable error) {
      return error.getCause() == null ? error.toString() : error + causes(error.getCause());
    }

    private void checkAll(OpenStore store) {
      for (int i = 0; i < CELLS; i++) {
        long found = ledgers.get(i).check(store);
        assertThat(found).as("ledger %d", i).isBetween(safe[i], attempted[i]);
        safe[i] = found;
        attempted[i] = found;
      }
    }

    private void commit(OpenStore store, int i) throws HoldfastException {
      long k = ++attempted[i];
      Durability level = random.nextInt(4) == 0 ? Durability.PROCESS : Durability.SYNCED;
      Commit commit = ledgers.get(i).commit(k).at(level);
      store.commit(ledgers.get(i).cell(), commit);
      assertThat(ledgers.get(i).check(store)).isEqualTo(k);
      if (level == Durability.SYNCED) {
        safe[i] = k;
      }
    }
  }
}
