package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.error.FencedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an opener reads before it takes a table. */
final class TrialReadingTest {

  private final Desk desk = new Desk();
  private final AtomicInteger read = new AtomicInteger();

  @Test
  void tableOfLargeValues_isReadTwiceAtItsBeginningOnly() {
    DurableTable<String, String> owned = desk.open();
    String large = "x".repeat(1 << 20);
    for (int i = 0; i < 32; i++) {
      owned.write("key" + i, large);
    }
    open(desk.another(), HookedCodec.decoding(read::incrementAndGet));
    assertThat(read).hasValueBetween(33, 40);
  }

  @Test
  void tableWhoseOwnerCompactsAllTheTime_isTakenAllTheSame() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    HookedCodec slow =
        HookedCodec.decoding(
            () -> {
              assertThat(read.incrementAndGet()).isLessThan(50);
              compact(owned);
            });
    assertThat(Desk.content(open(desk.another(), slow))).containsEntry("a", "1");
  }

  @Test
  void tableThatChangesWhileItIsTried_isTriedAgain() {
    DurableTable<String, String> owned = desk.open();
    owned.write("a", "1");
    HookedCodec confused =
        HookedCodec.decoding(
            () -> {
              if (read.incrementAndGet() == 1) {
                owned.forceCompaction();
                throw new IllegalStateException("The test's codec reads parts of two groups.");
              }
            });
    assertThat(Desk.content(open(desk.another(), confused))).containsEntry("a", "1");
  }

  private static void compact(DurableTable<String, String> table) {
    try {
      table.forceCompaction();
    } catch (FencedException e) {
      // It has been taken.
    }
  }

  private static DurableTable<String, String> open(Holdfast at, Codec<String> values) {
    return at.durableTable("table", Codec.utf8(), values, Desk.options());
  }
}
