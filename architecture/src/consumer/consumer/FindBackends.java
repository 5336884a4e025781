package consumer;

import dev.holdfast.spi.BackendProvider;
import java.util.ServiceLoader;

/** Prints how it was started and the scheme of every backend that it finds, one a line. */
public final class FindBackends {

  private FindBackends() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    System.out.println(FindBackends.class.getModule().isNamed() ? "modular" : "class path");
    ServiceLoader.load(BackendProvider.class).stream()
        .map(provider -> provider.get().scheme())
        .sorted()
        .forEach(System.out::println);
  }
}
