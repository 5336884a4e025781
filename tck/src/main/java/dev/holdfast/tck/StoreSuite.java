package dev.holdfast.tck;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Tests of a store: instances of Holdfast that end with the test. */
public abstract class StoreSuite extends Suite {

  private final List<Holdfast> opened = new ArrayList<>();

  /** For subclasses. */
  protected StoreSuite() {}

  /** Closes all instances; those that come later are closed too. */
  @AfterEach
  protected final void closeAll() {
    opened.forEach(Holdfast::close);
  }

  /** Opens an instance that the test may close; it is closed in the end anyway. */
  protected final Holdfast holdfast(Backend backend) {
    Holdfast holdfast = holdfast(session(), namespace(), backend);
    opened.add(holdfast);
    return holdfast;
  }

  /** Opens an instance that the caller closes, on a backend that stays open. */
  public static Holdfast holdfast(TckSession session, String namespace, Backend backend) {
    HoldfastConfig config =
        HoldfastConfig.builder()
            .namespace(namespace)
            .timeout(PATIENCE)
            .clock(session.clock())
            .build();
    return Holdfast.over(new SharedBackend(backend), config);
  }
}
