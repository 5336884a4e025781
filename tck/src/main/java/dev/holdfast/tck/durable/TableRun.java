package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.FencedException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.tck.StoreSuite;
import dev.holdfast.tck.TckSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Runs commands on a table of its own, and on two plain maps: what shows, and what is stored. */
final class TableRun implements AutoCloseable {

  /** Makes a backend with small limits of one. */
  private final Function<Backend, DisturbedBackend> small;

  private final TckSession session;
  private final String namespace;
  private final TableOptions<String, String> options;
  private final List<Holdfast> opened = new ArrayList<>();
  private final Map<String, String> shown = new HashMap<>();
  private final Map<String, String> stored = new HashMap<>();
  private DisturbedBackend backend;
  private DurableTable<String, String> table;
  private boolean second;

  TableRun(TckSession session, Function<Backend, DisturbedBackend> small, boolean sorted) {
    this.session = session;
    this.small = small;
    this.namespace = session.newNamespace();
    TableOptions<String, String> few =
        TableOptions.<String, String>defaults().withBadnessThreshold(12);
    this.options = sorted ? few.sortedBy(Comparator.naturalOrder()) : few;
    this.backend = small.apply(session.backend());
    this.table = open();
  }

  private DurableTable<String, String> open() {
    backend = small.apply(second ? session.secondBackend() : session.backend());
    Holdfast holdfast = StoreSuite.holdfast(session, namespace, backend);
    opened.add(holdfast);
    return session
        .target()
        .seen(holdfast.durableTable("table", Codec.utf8(), Codec.utf8(), options));
  }

  void run(List<TableCommand> commands) {
    for (int i = 0; i < commands.size(); i++) {
      try {
        run(commands.get(i));
        assertThat(DurableSuite.content(table)).as("what shows").isEqualTo(shown);
        assertThat(table.size()).as("size").isEqualTo(shown.size());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("command %d of %d: %s".formatted(i + 1, commands.size(), e), e);
      }
    }
    crash();
    assertThat(DurableSuite.content(table)).as("what is stored in the end").isEqualTo(stored);
  }

  private void run(TableCommand command) {
    if (command instanceof TableCommand.Batch batch) {
      table.atomically(batch(batch.steps()));
      durable(batch.steps());
    } else if (command instanceof TableCommand.Burst burst) {
      List<CompletionStage<?>> stages = new ArrayList<>();
      for (TableCommand.Step step : burst.steps()) {
        stages.add(
            step.isDelete()
                ? table.deleteAsync(step.key())
                : table.writeAsync(step.key(), step.value()));
      }
      stages.forEach(DurableSuite::join);
      durable(burst.steps());
    } else if (command instanceof TableCommand.Dirty dirty) {
      dirty(dirty.step());
    } else if (command instanceof TableCommand.Flush) {
      table.flush();
      durable(List.of());
    } else if (command instanceof TableCommand.Clear) {
      table.clear();
      shown.clear();
      stored.clear();
    } else if (command instanceof TableCommand.Drop) {
      table.drop();
      shown.clear();
      stored.clear();
      table = open();
    } else {
      runLife(command);
    }
  }

  private void runLife(TableCommand command) {
    if (command instanceof TableCommand.Compact) {
      table.forceCompaction();
      durable(List.of());
    } else if (command instanceof TableCommand.BrokenCompact broken) {
      table.flush();
      durable(List.of());
      failAfter(broken.commits());
      try {
        table.forceCompaction();
      } catch (HoldfastException expected) {
        assertThat(expected.happened()).isNotEmpty();
      }
      backend.heal();
    } else if (command instanceof TableCommand.Crash crash) {
      crashWithin(crash);
    } else if (command instanceof TableCommand.TakeOver) {
      takeOver();
    } else if (command instanceof TableCommand.Reopen reopen) {
      reopen(reopen.storage());
    }
  }

  private static TableBatch<String, String, String> batch(List<TableCommand.Step> steps) {
    TableBatch<String, String, String> batch = new TableBatch<>();
    for (TableCommand.Step step : steps) {
      if (step.isDelete()) {
        batch.delete(step.key());
      } else {
        batch.write(step.key(), step.value());
      }
    }
    return batch;
  }

  private void durable(List<TableCommand.Step> steps) {
    steps.forEach(step -> apply(shown, step));
    stored.clear();
    stored.putAll(shown);
  }

  private static void apply(Map<String, String> map, TableCommand.Step step) {
    if (step.isDelete()) {
      map.remove(step.key());
    } else {
      map.put(step.key(), step.value());
    }
  }

  private void dirty(TableCommand.Step step) {
    if (step.isDelete()) {
      table.dirtyDelete(step.key());
    } else {
      table.dirtyWrite(step.key(), step.value());
    }
    apply(shown, step);
  }

  private void failAfter(int commits) {
    int most = backend.commits().size() + commits;
    backend.before(
        commit -> {
          if (backend.commits().size() >= most) {
            DisturbedBackend.unavailable(commit);
          }
        });
  }

  /** The owner dies in a batch, or just after it. */
  private void crashWithin(TableCommand.Crash crash) {
    failAfter(crash.commits());
    try {
      table.atomically(batch(crash.steps()));
      durable(crash.steps());
    } catch (HoldfastException expected) {
      assertThat(expected.happened()).isNotEmpty();
    }
    crash();
  }

  private void crash() {
    backend.heal();
    second = !second;
    table = open();
    shown.clear();
    shown.putAll(stored);
  }

  private void takeOver() {
    DurableTable<String, String> former = table;
    crash();
    try {
      former.write("k0", "of the former owner");
      throw new AssertionError("The former owner was not refused.");
    } catch (FencedException expected) {
      assertThat(expected.happened()).isNotEmpty();
    }
  }

  private void reopen(boolean storage) {
    table.close();
    durable(List.of());
    if (storage && session.target().isRestartable()) {
      close();
      session.reopen();
    }
    table = open();
  }

  @Override
  public void close() {
    opened.forEach(Holdfast::close);
    opened.clear();
  }
}
