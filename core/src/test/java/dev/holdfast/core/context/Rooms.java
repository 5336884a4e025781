package dev.holdfast.core.context;

import dev.holdfast.context.ContextSettings;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Workers;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A model backend, a clock that tests move, and contexts over both. */
final class Rooms implements AutoCloseable {

  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  final ModelBackend backend;
  private final List<AutoCloseable> opened = new ArrayList<>();

  Rooms(Limits limits) {
    backend = new ModelBackend(() -> now, limits);
  }

  Rooms() {
    this(Limits.DEFAULT);
  }

  /** Opens one more instance: a cache, a combiner and threads of its own. */
  SyncedContexts open(ContextSettings settings) {
    return SyncedContexts.open(cells(), "rooms", settings);
  }

  /** Returns what one more instance works on. */
  Cells cells() {
    Workers workers = new Workers("test-" + opened.size(), Reach.ONE_PROCESS);
    Cells cells = Cells.of(backend, "test", Duration.ofSeconds(30), () -> now, workers);
    opened.add(cells::stop);
    opened.add(workers);
    return cells;
  }

  SyncedContexts open() {
    return open(ContextSettings.DEFAULT);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    backend.close();
  }
}
