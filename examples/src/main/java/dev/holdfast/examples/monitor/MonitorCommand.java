package dev.holdfast.examples.monitor;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.guice.HoldfastLifecycle;
import dev.holdfast.value.Bytes;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the monitor. */
@Command(
    name = "monitor",
    description = {
      "Publishes this machine's state, and lets four viewers follow it.",
      "Each viewer knows only what its messages told it. What travels as deltas is compared with"
          + " full contexts, and what each viewer has with what is stored."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All viewers have what is stored.",
      "1:A viewer has something else, or the storage failed.",
      "2:The command line or the configuration is wrong, or the storage cannot be opened."
    })
public final class MonitorCommand implements Callable<Integer> {

  static final String DEFAULT_URL = "mapdb:./monitor-data";

  private static final String GUICE_CLASS_LOADING = "guice_custom_class_loading";
  private static final int DIFFERENT = 1;
  private static final int NOT_STARTED = 2;
  private static final Duration WITHOUT_TERMINAL = Duration.ofSeconds(10);

  private final Supplier<HoldfastConfig> configuration;
  private final InputStream input;
  private final UnaryOperator<Bytes> line;

  /** Replaced by picocli with the one that is being run. */
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "The storage, for example memory:, mapdb:./data or redis://host:6379. Without it,"
              + " holdfast.url from the configuration, else "
              + DEFAULT_URL
              + ".")
  private @Nullable String url;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "Ends by itself after this time, such as 10s or 5min, and prints plain lines. Without a"
              + " terminal, the machine's state is published for 10s.")
  private @Nullable Duration limit;

  @Option(
      names = "--stdin",
      description =
          "Publishes documents from standard input instead: one JSON object a line, stored under"
              + " the text in its \"id\". Ends with the input.")
  private boolean documents;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = TimeSpan.class,
      description = "How often the machine's state is published; default ${DEFAULT-VALUE}.")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "merge-patch",
      description = "How deltas travel: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Travelling format = Travelling.MERGE_PATCH;

  /**
   * Makes a command.
   *
   * @param configuration what holds unless the command line says otherwise
   * @param input where documents come from
   * @param line what messages to viewers go through
   */
  MonitorCommand(
      Supplier<HoldfastConfig> configuration, InputStream input, UnaryOperator<Bytes> line) {
    this.configuration = configuration;
    this.input = input;
    this.line = line;
  }

  /** Runs the monitor; ends the virtual machine with its exit code. */
  public static void main(String[] args) {
    // Guice's other way to load the classes it makes draws warnings from newer JDKs.
    if (System.getProperty(GUICE_CLASS_LOADING) == null) {
      System.setProperty(GUICE_CLASS_LOADING, "CHILD");
    }
    MonitorCommand monitor =
        new MonitorCommand(HoldfastConfig::load, System.in, UnaryOperator.identity());
    System.exit(monitor.commandLine().execute(args));
  }

  CommandLine commandLine() {
    CommandSpec withHelp =
        CommandSpec.forAnnotatedObject(this)
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Shows this.")
                    .build());
    return new CommandLine(withHelp).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    try (Ending ending = new Ending()) {
      return run(ending, new Console(input, command.getOut(), command.getErr()));
    }
  }

  private int run(Ending ending, Console console) {
    Injector injector;
    try {
      injector = Guice.createInjector(new MonitorModule(settings(), console, line));
    } catch (HoldfastException e) {
      return failed(console, e, NOT_STARTED);
    } catch (CreationException e) {
      return failed(console, cause(e), NOT_STARTED);
    }
    HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class);
    try (lifecycle) {
      return injector.getInstance(Session.class).run(ending) ? 0 : DIFFERENT;
    } catch (HoldfastException e) {
      return failed(console, e, DIFFERENT);
    }
  }

  private MonitorSettings settings() {
    HoldfastConfig given = configuration.get();
    String storage = url == null && given.url().isEmpty() ? DEFAULT_URL : url;
    HoldfastConfig config = storage == null ? given : given.toBuilder().url(storage).build();
    boolean live = !documents && limit == null && CommandLine.Help.Ansi.AUTO.enabled();
    Duration most = live || documents || limit != null ? limit : WITHOUT_TERMINAL;
    return new MonitorSettings(config, every, most, documents, live, format.format());
  }

  /** Guice reports what made it fail with a page of its own; users need the failure alone. */
  private static RuntimeException cause(CreationException failure) {
    return failure.getErrorMessages().stream()
        .map(message -> message.getCause())
        .filter(HoldfastException.class::isInstance)
        .map(HoldfastException.class::cast)
        .findFirst()
        .map(RuntimeException.class::cast)
        .orElse(failure);
  }

  private static int failed(Console console, RuntimeException failure, int code) {
    console.err().println(failure.getMessage());
    console.err().flush();
    return code;
  }
}
