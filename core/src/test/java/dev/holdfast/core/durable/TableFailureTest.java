package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableSnapshot;
import dev.holdfast.durable.WalRecord;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.GoneException;
import dev.holdfast.error.OutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables with failures around them: in the log, in callbacks, in what is asked of them. */
final class TableFailureTest {

  private final Desk desk = new Desk();

  @Test
  void errorOutOfTheCallback_changesNothing() {
    DurableTable<String, String> table =
        Desk.open(
            desk.holdfast,
            Desk.options()
                .withOnUpdate(
                    update -> {
                      throw new AssertionError("The test's callback fails.");
                    }));
    table.write("a", "1");
    table.writeAsync("b", "2").toCompletableFuture().join();
    table.dirtyWrite("c", "3");
    table.close();
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @Test
  void dumpOfWhatACompactionRemoved_fails() {
    DurableTable<String, String> table = desk.open();
    table.write("a", "1");
    table.forceCompaction();
    table.write("b", "1");
    Iterator<WalRecord<String, String>> begun = table.dumpWal().iterator();
    begun.next();
    Stream<WalRecord<String, String>> untouched = table.dumpWal();
    table.forceCompaction();
    assertThatThrownBy(() -> begun.forEachRemaining(change -> {}))
        .isInstanceOf(GoneException.class)
        .hasMessageContaining("dump it again");
    assertThatThrownBy(untouched::toList).isInstanceOf(GoneException.class);
    assertThat(table.dumpWal()).hasSize(2);
  }

  @Test
  void dumpOfATableWithoutChanges_isEmpty() {
    DurableTable<String, String> table = desk.open();
    assertThat(table.dumpWal()).isEmpty();
    table.forceCompaction();
    assertThat(table.dumpWal()).isEmpty();
    table.drop();
  }

  @Test
  void tableThatFailed_isOpenedAgainByItsOwner_thoughOwnersAreRespected() {
    TableOptions<String, String> polite = Desk.options().withOwnership(Ownership.RESPECT);
    DurableTable<String, String> failed = Desk.open(desk.holdfast, polite);
    desk.backend.after(
        commit -> {
          throw new OutcomeUnknownException(ErrorCode.COMMIT_EXPIRED, "The test lost the reply.");
        });
    assertThatThrownBy(() -> failed.write("a", "1")).isInstanceOf(OutcomeUnknownException.class);
    desk.backend.heal();
    assertThatThrownBy(() -> failed.write("b", "1")).isInstanceOf(ClosedException.class);
    Holdfast other = desk.another();
    assertThatThrownBy(() -> Desk.open(other, polite)).isInstanceOf(ConfigurationException.class);
    DurableTable<String, String> again = Desk.open(desk.holdfast, polite);
    assertThat(Desk.content(again)).isEqualTo(Map.of("a", "1"));
    again.write("b", "2");
    again.close();
    assertThat(Desk.content(Desk.open(other, polite))).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void stopWithAllTheTimeThereIs_stops() {
    DurableTable<String, String> table = desk.open();
    table.dirtyWrite("a", "1");
    table.stop(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void manySnapshotsOfOneChangingKey_needNoDeepStack() throws Exception {
    DurableTable<String, String> table = desk.open();
    List<TableSnapshot<String, String>> snapshots = new ArrayList<>();
    FutureTask<Void> changing =
        new FutureTask<>(
            () -> {
              for (int i = 0; i < 4000; i++) {
                table.dirtyWrite("a", "v" + i);
                snapshots.add(table.snapshot());
              }
            },
            null);
    new Thread(null, changing, "small stack", 1 << 16).start();
    changing.get();
    for (int i = 0; i < snapshots.size(); i++) {
      assertThat(snapshots.get(i).lookup("a")).contains("v" + i);
    }
    snapshots.forEach(TableSnapshot::close);
    assertThat(table.lookup("a")).contains("v3999");
  }
}
