package dev.holdfast.backend.jdbc;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.WatchListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A watcher that keeps what it hears: ids of cells, and {@link #RESYNC}. */
final class Hearer implements WatchListener {

  static final String RESYNC = "resync";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Override
  public void changed(CellRef cell) {
    heard.add(cell.id());
  }

  @Override
  public void resync() {
    heard.add(RESYNC);
  }

  /** Returns what comes next; {@code null} if that takes too long. */
  @Nullable String next() throws InterruptedException {
    return within(15);
  }

  @Nullable String within(int seconds) throws InterruptedException {
    return heard.poll(seconds, TimeUnit.SECONDS);
  }
}
