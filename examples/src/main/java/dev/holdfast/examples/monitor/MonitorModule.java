package dev.holdfast.examples.monitor;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.guice.HoldfastModule;
import dev.holdfast.value.Bytes;
import jakarta.inject.Named;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** Wires a run: the storage by {@link HoldfastModule}, and what works on it. */
final class MonitorModule extends AbstractModule {

  private static final String MACHINE = "machine";
  private static final String DOCUMENTS = "documents";
  private static final ContextSettings SETTINGS = ContextSettings.DEFAULT.withDeltasKept(10_000L);
  private static final int LONGEST_LINE = 16 * 1024 * 1024;
  private static final int THREADS = 3;

  private final MonitorSettings settings;
  private final Console console;
  private final UnaryOperator<Bytes> line;

  /** Messages travel over {@code line}. */
  MonitorModule(MonitorSettings settings, Console console, UnaryOperator<Bytes> line) {
    this.settings = settings;
    this.console = console;
    this.line = line;
  }

  @Override
  protected void configure() {
    install(
        HoldfastModule.of(settings.config())
            .withContexts(MACHINE, SETTINGS)
            .withContexts(DOCUMENTS, SETTINGS));
    bind(MonitorSettings.class).toInstance(settings);
    bind(Console.class).toInstance(console);
    bind(Notices.class).toInstance(new Notices(console.err()));
    bind(Wire.class).toInstance(new Wire(settings.format(), line));
  }

  @Provides
  @Followed
  ContextSync followed(
      @Named(MACHINE) ContextSync machine, @Named(DOCUMENTS) ContextSync documents) {
    return settings.documents() ? documents : machine;
  }

  @Provides
  Feed feed(Notices notices) {
    return settings.documents()
        ? new LineFeed(new Lines(console.in(), LONGEST_LINE), notices)
        : new MachineFeed(settings.every(), notices);
  }

  @Provides
  @Singleton
  ScheduledExecutorService timer() {
    return Executors.newScheduledThreadPool(
        THREADS,
        task -> {
          Thread thread = new Thread(task, "monitor-timer");
          thread.setDaemon(true);
          return thread;
        });
  }
}
