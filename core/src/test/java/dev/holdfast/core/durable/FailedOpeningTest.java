package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.FencedException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tables that somebody fails to open. */
final class FailedOpeningTest {

  private final Desk desk = new Desk();

  @Test
  void codecsThatCannotReadTheTable_doNotTakeItFromItsOwner() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    Holdfast other = desk.another();
    assertThatThrownBy(() -> openWithOtherValues(other)).isInstanceOf(CorruptException.class);
    owned.forceCompaction();
    assertThatThrownBy(() -> openWithOtherValues(other)).isInstanceOf(CorruptException.class);
    owned.write("b", "2");
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  private static void openWithOtherValues(Holdfast at) {
    at.durableTable("table", Codec.utf8(), Codec.int64(), TableOptions.defaults());
  }

  @Test
  void orderThatFails_doesNotTakeTheTableFromItsOwner() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    owned.write("b", "1");
    Holdfast other = desk.another();
    TableOptions<String, String> broken =
        Desk.options()
            .sortedBy(
                (one, two) -> {
                  throw new IllegalStateException("The test's order fails.");
                });
    assertThatThrownBy(() -> Desk.open(other, broken)).hasMessageContaining("order fails");
    owned.write("b", "2");
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void openingThatFailsWhileItReads_isToldAsClosed() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    Holdfast faster = desk.another();
    AtomicBoolean once = new AtomicBoolean();
    desk.backend.after(
        commit -> {
          if (once.compareAndSet(false, true)) {
            Desk.open(faster, Desk.options());
          }
        });
    Queue<TableUpdate<String, String>> told = new ConcurrentLinkedQueue<>();
    assertThatThrownBy(() -> Desk.open(desk.another(), Desk.options().withOnUpdate(told::add)))
        .isInstanceOf(FencedException.class);
    assertThat(told).containsExactly(new TableUpdate.Opened<>(), new TableUpdate.Closed<>());
  }

  @Test
  void openingThatCannotReadWhatItTook_leavesTheTableToOthers() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    owned.stop(Desk.PATIENCE);
    AtomicInteger read = new AtomicInteger();
    HookedCodec failing =
        HookedCodec.decoding(
            () -> {
              if (read.incrementAndGet() == 2) { // the first is the trial's
                throw new IllegalStateException("The test's codec fails.");
              }
            });
    assertThatThrownBy(
            () -> desk.another().durableTable("table", Codec.utf8(), failing, Desk.options()))
        .isInstanceOf(CorruptException.class);
    assertThat(read).hasValue(2);
    DurableTable<String, String> polite =
        Desk.open(desk.another(), Desk.options().withOwnership(Ownership.RESPECT));
    assertThat(Desk.content(polite)).isEqualTo(Map.of("a", "1"));
  }
}
