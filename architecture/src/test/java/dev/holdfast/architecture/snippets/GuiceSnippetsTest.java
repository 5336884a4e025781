package dev.holdfast.architecture.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.guice.HoldfastLifecycle;
import dev.holdfast.guice.HoldfastModule;
import dev.holdfast.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.junit.jupiter.api.Test;

final class GuiceSnippetsTest {

  // snippet: guice-injected
  static final class Chat {
    private final ContextSync rooms;
    private final ContextStore audit;

    @Inject
    Chat(@Named("rooms") ContextSync rooms, @Named("audit") ContextStore audit) {
      this.rooms = rooms;
      this.audit = audit;
    }

    void open(String room) {
      rooms.set(room, JsonObject.of("topic", "welcome"));
      audit.set(room, JsonObject.of("opened", true), 1);
    }
  }

  // end of snippet

  @Test
  void stores_areInjectedAndClosed() {
    // snippet: guice
    Injector injector =
        Guice.createInjector(
            HoldfastModule.of("memory:").withContexts("rooms"),
            HoldfastModule.named("audit", "memory:"));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      injector.getInstance(Chat.class).open("room:42");
      check(injector.getInstance(Chat.class)); // not shown
    }
    // end of snippet
  }

  private static void check(Chat chat) {
    assertThat(chat.rooms.get("room:42")).isPresent();
    assertThat(chat.audit.get("room:42")).isPresent();
  }
}
