package dev.holdfast.tck;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What all tests of one backend share: the target, a clock, two open instances, and names that no
 * other test uses. Thread-safe.
 */
public final class TckSession implements AutoCloseable {

  private static final String REPORTS = "holdfast.tck.reports";

  private final String name;
  private final TckTarget target;
  private final ConformanceReport report = new ConformanceReport();
  private final TckClock clock = new TckClock();
  private final String run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final AtomicInteger namespaces = new AtomicInteger();
  private final List<Backend> open = new ArrayList<>();
  private @Nullable Backend first;
  private @Nullable Backend second;
  private @Nullable BackendInfo info;

  TckSession(String name, TckTarget target) {
    this.name = name;
    this.target = target;
  }

  ConformanceReport report() {
    return report;
  }

  /** Adds a line to the conformance report, for example a seed. */
  public void note(String key, String value) {
    report.note(key, value);
  }

  /** Returns the target. */
  public TckTarget target() {
    return target;
  }

  /** Returns the clock of both instances. */
  public TckClock clock() {
    return clock;
  }

  /** Returns the instance that tests work on; they do not close it. */
  public synchronized Backend backend() {
    if (first == null) {
      first = open();
    }
    return first;
  }

  /** Returns a second instance over the same storage; tests do not close it. */
  public synchronized Backend secondBackend() {
    backend();
    if (second == null) {
      second = open();
    }
    return second;
  }

  /** Opens an instance that the test may close; whatever it leaves open is closed in the end. */
  public synchronized Backend open() {
    return opened(target.open(clock));
  }

  /** Opens an instance like {@link #open}, without the checks in front of it. */
  public synchronized Backend openUnchecked() {
    return opened(target.openUnchecked(clock));
  }

  private Backend opened(Backend backend) {
    info = backend.info();
    open.add(backend);
    return backend;
  }

  /** Closes all instances; the next use opens them again. Only for a restartable target. */
  public synchronized void reopen() {
    closeAll();
    first = null;
    second = null;
  }

  /** Closes the second instance; its next use opens it again. */
  public synchronized void reopenSecond() {
    secondBackend().close();
    open.remove(second);
    second = null;
  }

  /** Returns a namespace that nobody has used. */
  public String newNamespace() {
    return "tck-" + run + "-" + namespaces.incrementAndGet();
  }

  private void closeAll() {
    open.forEach(Backend::close);
    open.clear();
  }

  /** Closes all instances and writes the conformance report. */
  @Override
  public synchronized void close() {
    closeAll();
    if (info != null) {
      report.write(Path.of(System.getProperty(REPORTS, "target/holdfast-tck")), name, info);
    }
  }
}
