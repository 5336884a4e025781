package dev.holdfast.guice;

import dev.holdfast.backend.memory.MemoryProvider;
import dev.holdfast.config.Options;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens memory stores under the scheme {@code recording}, and records when each is closed. */
public final class RecordingProvider implements BackendProvider {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  /** A store of this name does not open. */
  static final String DOWN = "down";

  /** A store of this name closes, but reports a failure. */
  static final String GRUDGING = "grudging";

  @Override
  public String scheme() {
    return "recording";
  }

  @Override
  public String description() {
    return "Memory that tells when it is opened and closed.";
  }

  @Override
  public Options options() {
    return new MemoryProvider().options();
  }

  @Override
  public Backend open(BackendConfig config) {
    String name = config.url().rest();
    if (name.startsWith(DOWN)) {
      throw new UnavailableException(ErrorCode.UNAVAILABLE, "The engine at 10.0.0.5 is down.");
    }
    EVENTS.add("open " + name);
    Backend memory = new MemoryProvider().open(config);
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                EVENTS.add("close " + name);
                if (name.startsWith(GRUDGING)) {
                  throw new UnavailableException(ErrorCode.UNAVAILABLE, name + " does not close.");
                }
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
