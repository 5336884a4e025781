package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watches: hints after commits. */
public abstract class WatchSuite extends CellSuite {

  /** How many changes another listener is told of before a closed one counts as silent. */
  private static final int AFTERWARDS = 25;

  private final List<Watch> watches = new ArrayList<>();

  /** For subclasses. */
  protected WatchSuite() {}

  @AfterEach
  void closeWatches() {
    watches.forEach(Watch::close);
  }

  @Test
  @Clause("CELL-WATCH-01")
  void everyCommit_isToldOf() throws Exception {
    Recorder ofCell = new Recorder(cell());
    Recorder ofCollection = new Recorder(cell());
    watch(WatchScope.of(cell().ref()), ofCell);
    watch(WatchScope.of(collection()), ofCollection);
    for (int i = 1; i <= 20; i++) {
      cell().commit(put(i, "value"));
      ofCell.awaitVersion(i);
      ofCollection.awaitVersion(i);
    }
    // Without waiting for each, the last has to be seen all the same.
    for (int i = 21; i <= 60; i++) {
      cell().commit(put(i, "value"));
    }
    ofCell.awaitVersion(60);
    ofCollection.awaitVersion(60);
  }

  @Test
  @Clause("CELL-WATCH-01")
  void everyKindOfChange_isToldOf() throws Exception {
    cell("watched").commit(put(1, "start"), append("entry"), putRow(SORTED, "a", "1"));
    int version = 0;
    for (Mutation change :
        List.of(
            append("entry"),
            putRow(SORTED, "b", "2"),
            deleteRow(SORTED, "a"),
            new Mutation.TrimToLatest(LOG, 1),
            new Mutation.DropMap(SORTED),
            new Mutation.DropLog(LOG),
            new Mutation.DeleteHead(),
            put(7, "new"),
            new Mutation.DeleteCell())) {
      // The listener reads another cell, which tells by its version how far the changes are.
      Recorder recorder = new Recorder(cell("progress"));
      watch(WatchScope.of(cell("watched").ref()), recorder);
      cell("progress").commit(put(++version, "next"));
      cell("watched").commit(change);
      recorder.awaitVersion(version);
    }
  }

  @Test
  @Clause("CELL-WATCH-02")
  void aWatch_isToldOfItsScopeAlone() throws Exception {
    Recorder ofCell = new Recorder(cell());
    Recorder ofCollection = new Recorder(cell());
    watch(WatchScope.of(cell().ref()), ofCell);
    watch(WatchScope.of(collection()), ofCollection);
    Cell sameName =
        new Cell(backend(), new CollectionRef(namespace(), "other").cell(cell().ref().id()));
    Cell elsewhere =
        new Cell(
            backend(),
            new CollectionRef(session().newNamespace(), "cells").cell(cell().ref().id()));
    for (Cell outside : List.of(sameName, elsewhere, cell("cell 2"), cell("cel"))) {
      outside.commit(put(1, "outside"));
    }
    cell().commit(put(1, "inside"));
    ofCell.awaitVersion(1);
    ofCollection.awaitVersion(1);
    assertThat(ofCell.told()).containsOnly(cell().ref());
    assertThat(ofCollection.told())
        .isSubsetOf(cell().ref(), cell("cell 2").ref(), cell("cel").ref());
  }

  @Test
  @Clause("CELL-WATCH-03")
  void commitsThroughOtherInstances_areToldOf() throws Exception {
    Recorder here = new Recorder(cell());
    Recorder there = new Recorder(cell().through(secondBackend()));
    watch(WatchScope.of(cell().ref()), here);
    watches.add(secondBackend().watch(WatchScope.of(collection()), there, soon()));
    for (int i = 1; i <= 10; i++) {
      cell().through(i % 2 == 0 ? backend() : secondBackend()).commit(put(i, "value"));
      here.awaitVersion(i);
      there.awaitVersion(i);
    }
  }

  @Test
  @Clause("CELL-WATCH-04")
  void aListenerThatThrows_isCalledAgain() throws Exception {
    Recorder recorder = new Recorder(cell());
    Recorder neighbour = new Recorder(cell());
    recorder.fail();
    watch(WatchScope.of(cell().ref()), recorder);
    watch(WatchScope.of(cell().ref()), neighbour);
    for (int i = 1; i <= 3; i++) {
      cell().commit(put(i, "value"));
      recorder.awaitVersion(i);
      neighbour.awaitVersion(i);
    }
  }

  @Test
  @Clause("CELL-WATCH-05")
  void calls_comeOneAtATimeOnAnotherThread() throws Exception {
    Recorder recorder = new Recorder(cell());
    recorder.linger();
    watch(WatchScope.of(collection()), recorder);
    List<Callable<Thread>> writers = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      Cell mine = cell("cell of writer " + writer);
      writers.add(
          () -> {
            for (int i = 1; i <= 10; i++) {
              mine.commit(put(i, "value"));
            }
            return Thread.currentThread();
          });
    }
    List<Thread> committing = Together.run(writers);
    cell().commit(put(1, "last"));
    recorder.awaitVersion(1);
    assertThat(recorder.mostInside()).isEqualTo(1);
    assertThat(recorder.threads())
        .doesNotContainAnyElementsOf(committing)
        .doesNotContain(Thread.currentThread());
  }

  @Test
  @Clause("CELL-WATCH-06")
  void aClosedWatch_isToldOfNothing() throws Exception {
    Recorder closed = new Recorder(cell());
    Recorder open = new Recorder(cell());
    watch(WatchScope.of(cell().ref()), open);
    Watch watch = watch(WatchScope.of(cell().ref()), closed);
    cell().commit(put(1, "before"));
    closed.awaitVersion(1);
    watch.close();
    watch.close();
    assertSilent(closed, open, "the closed watch");
  }

  @Test
  @Clause("CELL-CLOSE-03")
  void closingTheBackend_endsItsWatches() throws Exception {
    Backend closing = session().open();
    Recorder closed = new Recorder(cell());
    Recorder open = new Recorder(cell());
    watch(WatchScope.of(cell().ref()), open);
    Watch watch = closing.watch(WatchScope.of(cell().ref()), closed, soon());
    cell().commit(put(1, "before"));
    closed.awaitVersion(1);
    closing.close();
    assertSilent(closed, open, "the closed backend's watch");
    watch.close();
  }

  /** A call that began before the end may read the change after it, and no later one. */
  private void assertSilent(Recorder closed, Recorder open, String name) throws Exception {
    cell().commit(put(2, "after"));
    open.awaitVersion(2);
    long seen = closed.awaitOutside();
    for (int i = 3; i <= AFTERWARDS; i++) {
      cell().commit(put(i, "after"));
      open.awaitVersion(i);
    }
    assertThat(closed.seen()).as("the version seen by %s", name).isEqualTo(seen);
  }

  private Watch watch(WatchScope scope, Recorder recorder) {
    Watch watch = backend().watch(scope, recorder, soon());
    watches.add(watch);
    return watch;
  }
}
