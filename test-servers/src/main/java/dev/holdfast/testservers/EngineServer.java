package dev.holdfast.testservers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What all servers have in common: an address, what runs them, and how to see that they answer. */
abstract class EngineServer implements Server {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_PROBES = TimeUnit.MILLISECONDS.toNanos(10);

  private final String host;
  private final int port;
  private final Runner runner;

  EngineServer(String host, int port, Runner runner) {
    this.host = host;
    this.port = port;
    this.runner = runner;
  }

  /** Returns if the server answers, throws if not yet. */
  abstract void probe() throws Exception;

  @Override
  public final String host() {
    return host;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final boolean isOurs() {
    return runner != Given.RUNNER;
  }

  @Override
  public final void start() {
    if (isOurs() && runner.isAlive()) {
      return;
    }
    runner.start();
    awaitAnswer();
  }

  @Override
  public final void kill() {
    runner.kill();
  }

  @Override
  public final void pause() {
    runner.pause();
  }

  @Override
  public final void resume() {
    runner.resume();
  }

  private void awaitAnswer() {
    Exception last = null;
    for (long end = System.nanoTime() + PATIENCE; System.nanoTime() < end; ) {
      try {
        probe();
        return;
      } catch (Exception notYet) {
        last = notYet;
      }
      if (!runner.isAlive()) {
        throw noAnswer("ended by itself", last);
      }
      LockSupport.parkNanos(BETWEEN_PROBES);
    }
    throw noAnswer("does not answer", last);
  }

  private IllegalStateException noAnswer(String what, @Nullable Exception last) {
    return new IllegalStateException(
        "The server on %s:%d %s (%s). Its log ends with:%n%s"
            .formatted(host, port, what, last, runner.log()),
        last);
  }
}
