package dev.holdfast.backend.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Durability;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What refusals of durable tables say: the table, what was given, and what to do. */
final class TableMessagesTest {

  private final Holdfast holdfast = Holdfast.open("memory:table-messages");

  @AfterEach
  void close() {
    holdfast.close();
  }

  @Test
  void otherOptions_areNamedWithBothValues() {
    TableOptions<String, String> options = TableOptions.defaults();
    open(options.sortedBy(Comparator.naturalOrder()));
    refusedTo(
            options
                .withBadnessThreshold(7)
                .sortedBy(Comparator.reverseOrder())
                .withOnUpdate(update -> {})
                .withDurability(Durability.APPLIED)
                .withOwnership(Ownership.RESPECT)
                .withWriteBuffer(5_000))
        .hasMessageContaining("\"sessions\" is open already")
        .hasMessageContaining("badness threshold is 100, not 7")
        .hasMessageContaining("another comparator")
        .hasMessageContaining("it has no callback, and one was given")
        .hasMessageContaining("durability is the strongest, not APPLIED")
        .hasMessageContaining("ownership is TAKE_OVER, not RESPECT")
        .hasMessageContaining("write buffer is 16777216, not 5000")
        .hasMessageContaining("stop it first");
    refusedTo(options)
        .hasMessageContaining("it has a comparator, and none was given")
        .hasMessageNotContaining("write buffer");
  }

  @Test
  void otherCodecs_areNamed() {
    open(TableOptions.defaults());
    assertThatThrownBy(() -> holdfast.durableTable("sessions", Codec.utf8(), Codec.int64()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("its codec of values is UTF8, not INT64")
        .hasMessageNotContaining("codec of keys");
  }

  @Test
  void ownerThatIsRespected_isNamedWithItsHostAndBothRemedies() throws Exception {
    open(TableOptions.defaults());
    try (Holdfast other = Holdfast.open("memory:table-messages")) {
      TableOptions<String, String> respecting =
          TableOptions.<String, String>defaults().withOwnership(Ownership.RESPECT);
      assertThatThrownBy(
              () -> other.durableTable("sessions", Codec.utf8(), Codec.utf8(), respecting))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("\"sessions\"")
          .hasMessageContaining(
              "process %d on host %s",
              ProcessHandle.current().pid(), InetAddress.getLocalHost().getHostName())
          .hasMessageContaining(
              "Stop that process, or, if it is dead, open the table with Ownership.TAKE_OVER.");
    }
  }

  @Test
  void counterThatOverflows_isNamedWithItsTable() {
    DurableTable<String, Long> counters =
        holdfast.durableTable("counters", Codec.utf8(), Codec.int64());
    counters.write("visits", Long.MAX_VALUE);
    assertThatThrownBy(() -> counters.updateCounter("visits", 3))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"visits\" of durable table \"counters\"")
        .hasMessageContaining("%d and 3 ", Long.MAX_VALUE);
  }

  @Test
  void counterOfWhatIsNoNumber_isNamedWithItsTable() {
    DurableTable<String, String> table = open(TableOptions.defaults());
    table.write("visits", "many");
    assertThatThrownBy(() -> table.updateCounter("visits", 3))
        .hasMessageContaining("\"visits\" of durable table \"sessions\"");
  }

  @Test
  void stopThatTakesTooLong_isNamedWithItsTime() throws Exception {
    whileHeldUp(
        table ->
            assertThatThrownBy(() -> table.stop(Duration.ofMillis(20)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Durable table \"sessions\" did not stop in 20 ms"));
  }

  @Test
  void stopThatIsInterrupted_isNotSaidToHaveTakenTooLong() throws Exception {
    whileHeldUp(
        table -> {
          Thread.currentThread().interrupt();
          try {
            assertThatThrownBy(() -> table.stop(Duration.ofMinutes(1)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("was interrupted")
                .hasMessageNotContaining("did not stop in");
          } finally {
            Thread.interrupted();
          }
        });
  }

  /** Does something with a table while the callback holds up a write. */
  private void whileHeldUp(Consumer<DurableTable<String, String>> what) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    DurableTable<String, String> slow =
        open(
            TableOptions.<String, String>defaults()
                .withOnUpdate(
                    update -> {
                      if (update.toString().contains("hold")) {
                        held.countDown();
                        awaitUninterrupted(go);
                      }
                    }));
    CompletionStage<Void> writing = slow.writeAsync("hold", "1");
    held.await();
    try {
      what.accept(slow);
    } finally {
      go.countDown();
    }
    writing.toCompletableFuture().join();
  }

  @Test
  void nameThatIsNone_isRefusedAsTheNameOfATable() {
    for (String name : List.of("", "x".repeat(513), "\ud800")) {
      assertThatThrownBy(() -> holdfast.durableTable(name, Codec.utf8(), Codec.utf8()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("HF-4002 The name of a durable table is an id. Id ");
    }
  }

  private DurableTable<String, String> open(TableOptions<String, String> options) {
    return holdfast.durableTable("sessions", Codec.utf8(), Codec.utf8(), options);
  }

  private AbstractThrowableAssert<?, ?> refusedTo(TableOptions<String, String> options) {
    return assertThatThrownBy(() -> open(options)).isInstanceOf(InvalidRequestException.class);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
