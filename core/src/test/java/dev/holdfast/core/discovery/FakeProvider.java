package dev.holdfast.core.discovery;

import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Providers for the tests of discovery; each remembers the backends that it opened. */
abstract class FakeProvider implements BackendProvider {

  private final String scheme;
  private final List<FakeBackend> opened = new ArrayList<>();

  FakeProvider(String scheme) {
    this.scheme = scheme;
  }

  List<FakeBackend> opened() {
    return opened;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String description() {
    return "A fake of " + scheme + ".";
  }

  @Override
  public Options options() {
    return Options.none();
  }

  @Override
  public Backend open(BackendConfig config) {
    FakeBackend backend = new FakeBackend(scheme);
    opened.add(backend);
    return backend;
  }

  /** Answers to {@code memory} and has no options. */
  public static final class Memory extends FakeProvider {
    public Memory() {
      super("memory");
    }
  }

  /** Answers to two schemes and has options. */
  public static final class Redis extends FakeProvider {
    public Redis() {
      super("redis");
    }

    @Override
    public Set<String> schemes() {
      return Set.of("redis", "rediss");
    }

    @Override
    public Options options() {
      return Options.of(
          Option.duration("timeout", Duration.ofMillis(1), Duration.ofMinutes(1))
              .defaultsTo(Duration.ofSeconds(5))
              .describedAs("How long to wait for a | reply."),
          Option.secret("password").describedAs("The password."));
    }
  }

  /** Answers to {@code redis} too. */
  public static final class OtherRedis extends FakeProvider {
    public OtherRedis() {
      super("redis");
    }
  }

  /** Needs a directory, and leaves the query to a driver. */
  public static final class Files extends FakeProvider {
    static final Option<Path> DIR =
        Option.path("dir").required().fromUrl().describedAs("Where the files go.");

    public Files() {
      super("files");
    }

    @Override
    public Options options() {
      return Options.of(DIR).withQueryForDriver();
    }
  }

  /** Fails in its constructor. */
  public static final class Broken extends FakeProvider {
    public Broken() {
      super("broken");
      throw new IllegalStateException("no licence");
    }
  }

  /** Fails when it is asked for its options. */
  public static final class Shy extends FakeProvider {
    public Shy() {
      super("shy");
    }

    @Override
    public Options options() {
      throw new IllegalStateException("not telling");
    }
  }

  /** Fails when a backend is opened. */
  public static final class Failing extends FakeProvider {
    public Failing() {
      super("failing");
    }

    @Override
    public Backend open(BackendConfig config) {
      throw new NoClassDefFoundError("some/Driver");
    }
  }
}
