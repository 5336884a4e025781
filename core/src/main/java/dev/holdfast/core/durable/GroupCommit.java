package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Batch;
import dev.holdfast.core.cell.Call;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Combiner;
import dev.holdfast.spi.CellRef;

/**
 * Stores what several callers ask for at the same time in one group, then shows it, tells the
 * callback, and answers them. Runs on the thread of the caller that found nobody at work.
 */
final class GroupCommit<K, V> implements Combiner.Work<CellRef, Request<K, V>, Long> {

  private final Cells cells;
  private final String table;
  private final OwnedLog log;
  private final RamTable<K, V> ram;
  private final ChangeCodec<K, V> codec;
  private final Updates<K, V> updates;
  private final TableLife life;
  private final Runnable afterwards;

  /**
   * Makes one.
   *
   * @param afterwards what to do after each group
   */
  GroupCommit(
      Cells cells,
      String table,
      OwnedLog log,
      RamTable<K, V> ram,
      ChangeCodec<K, V> codec,
      Updates<K, V> updates,
      TableLife life,
      Runnable afterwards) {
    this.cells = cells;
    this.table = table;
    this.log = log;
    this.ram = ram;
    this.codec = codec;
    this.updates = updates;
    this.life = life;
    this.afterwards = afterwards;
  }

  @Override
  public void run(CellRef cell, Batch<Request<K, V>, Long> batch) {
    // Even alone in its batch, a caller writes the log of all: a commit given up half-way fails it.
    Cells within = batch.within(cells).deferringInterrupts();
    Group<K, V> group = new Group<>(table, ram, codec);
    for (Call<Request<K, V>, Long> call : batch.calls()) {
      if (call.operation() instanceof Request.Task<K, V> task) {
        store(within, group);
        group = new Group<>(table, ram, codec);
        run(task, call, within);
      } else {
        group.add(call);
      }
    }
    store(within, group);
  }

  /** A task that fails concerns nobody else in the batch. */
  private void run(Request.Task<K, V> task, Call<Request<K, V>, Long> call, Cells within) {
    try {
      life.requireReadable();
      call.complete(task.work().applyAsLong(within));
    } catch (RuntimeException e) {
      call.fail(e);
    }
  }

  private void store(Cells within, Group<K, V> group) {
    if (!group.isEmpty()) {
      life.requireReadable();
      group.store(log.group(within), log);
      updates.tell();
      group.answer();
      afterwards.run();
    }
  }

  /** Stores what is dirty; for a task. */
  void flush(Cells within) {
    new Group<>(table, ram, codec).store(log.group(within), log);
  }
}
