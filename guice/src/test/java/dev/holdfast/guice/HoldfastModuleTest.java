package dev.holdfast.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Binder;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HoldfastModuleTest {

  static final class Application {
    @Inject Holdfast holdfast;
    @Inject ContextSync contexts;
    @Inject ContextStore store;

    @Inject
    @Named("rooms")
    ContextSync rooms;

    @Inject
    @Named("audit")
    Holdfast auditHoldfast;

    @Inject
    @Named("audit")
    ContextSync audit;

    @Inject
    @com.google.inject.name.Named("audit/rooms")
    ContextStore auditRooms;
  }

  private static final JsonObject VALUE = JsonObject.of("topic", "launch");

  @ParameterizedTest
  @EnumSource(names = {"DEVELOPMENT", "PRODUCTION"})
  void twoModules_injectTheStoresOfBoth(Stage stage) {
    Injector injector =
        Guice.createInjector(
            stage,
            Binder::requireExplicitBindings,
            Binder::requireAtInjectOnConstructors,
            binder -> binder.bind(Application.class).toConstructor(onlyConstructor()),
            HoldfastModule.of("memory:").withContexts("rooms"),
            HoldfastModule.named("audit", "memory:").withContexts("rooms"));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      Application application = injector.getInstance(Application.class);
      application.contexts.set("a", VALUE);
      application.auditRooms.set("b", VALUE, 1);

      assertThat(application.store.get("a")).isPresent();
      assertThat(application.holdfast.contexts("contexts").get("a")).isPresent();
      assertThat(application.rooms.get("a")).isEmpty();
      assertThat(application.audit.get("a")).isEmpty();
      assertThat(application.auditHoldfast.contexts("rooms").get("b")).isPresent();
      assertThat(application.rooms.get("b")).isEmpty();
    }
  }

  private static java.lang.reflect.Constructor<Application> onlyConstructor() {
    try {
      return Application.class.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void store_isTheSameObjectEachTime() {
    Injector injector = Guice.createInjector(HoldfastModule.of("memory:"));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      assertThat(injector.getInstance(ContextSync.class))
          .isSameAs(injector.getInstance(ContextSync.class));
      assertThat(injector.getInstance(Holdfast.class))
          .isSameAs(injector.getInstance(Holdfast.class));
      assertThat(injector.getInstance(HoldfastLifecycle.class)).isSameAs(lifecycle);
    }
  }

  @Test
  void settings_reachTheContexts() {
    Injector injector =
        Guice.createInjector(
            HoldfastModule.of("memory:")
                .withContexts(
                    HoldfastModule.CONTEXTS, ContextSettings.DEFAULT.withDeltaThreshold(0))
                .withContexts("rooms"));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      assertThat(answerAfterAChange(injector.getInstance(ContextSync.class)))
          .isInstanceOf(SyncAnswer.FullContext.class);
      assertThat(
              answerAfterAChange(
                  injector.getInstance(Key.get(ContextSync.class, Names.named("rooms")))))
          .isInstanceOf(SyncAnswer.Deltas.class);
    }
  }

  private static SyncAnswer answerAfterAChange(ContextSync contexts) {
    Position before = contexts.set("a", VALUE).context().position();
    contexts.update("a", patch -> patch.set("topic", "lift-off"));
    return contexts.sync("a", before);
  }

  @Test
  void namedStore_isCalledSoInLogsUnlessTheConfigurationSetsAName() {
    Injector injector =
        Guice.createInjector(
            HoldfastModule.of("memory:"),
            HoldfastModule.named("audit", "memory:"),
            HoldfastModule.named(
                "other", HoldfastConfig.builder().url("memory:").name("chosen").build()));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      assertThat(injector.getInstance(Holdfast.class)).hasToString("Holdfast[holdfast]");
      assertThat(named(injector, "audit")).hasToString("Holdfast[audit]");
      assertThat(named(injector, "other")).hasToString("Holdfast[chosen]");
    }
  }

  private static Holdfast named(Injector injector, String name) {
    return injector.getInstance(Key.get(Holdfast.class, Names.named(name)));
  }

  @Test
  void oneNameTwice_saysWhichNameAndWhere() {
    assertThatThrownBy(
            () ->
                Guice.createInjector(
                    HoldfastModule.named("audit", "memory:"),
                    HoldfastModule.named("audit", "memory:two")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("Holdfast annotated with @Named(\"audit\") was bound multiple times")
        .hasMessageContaining("HoldfastModule.named(\"audit\", …)");
  }

  @Test
  void wrongUrl_failsAtStartWithTheErrorAndTheModule() {
    assertThatThrownBy(() -> Guice.createInjector(HoldfastModule.named("audit", "memroy:")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("HF-1002 No backend answers to \"memroy\"")
        .hasMessageContaining("Did you mean \"memory\"?")
        .hasMessageContaining("HoldfastModule.named(\"audit\", …)");
  }

  @Test
  void toolStage_opensNothing() {
    RecordingProvider.EVENTS.clear();
    Guice.createInjector(Stage.TOOL, HoldfastModule.of("recording:tool"));
    assertThat(RecordingProvider.EVENTS).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "audit/rooms"})
  void nameThatCannotBeTold_isRefused(String name) {
    assertThatThrownBy(() -> HoldfastModule.named(name, "memory:"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"" + name + "\" cannot name a Holdfast");
  }

  @Test
  void tableOfAnotherOwner_failsAtStart() {
    TableOptions<String, Long> respectful =
        TableOptions.<String, Long>defaults().withOwnership(Ownership.RESPECT);
    try (Holdfast other = Holdfast.open("memory:owned")) {
      other.durableTable("sessions", Codec.utf8(), Codec.int64());
      HoldfastModule module =
          HoldfastModule.of("memory:owned")
              .withDurableTable(
                  "sessions", String.class, Codec.utf8(), Long.class, Codec.int64(), respectful);

      assertThatThrownBy(() -> Guice.createInjector(module))
          .isInstanceOf(CreationException.class)
          .hasMessageContaining("HF-1011")
          .hasMessageContaining("sessions");
    }
  }

  @Test
  void tableThatWasStopped_isOpenedAgainWhereItIsInjected() {
    Injector injector =
        Guice.createInjector(
            HoldfastModule.of("memory:")
                .withDurableTable(
                    "sessions", String.class, Codec.utf8(), Long.class, Codec.int64()));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      Key<DurableTable<String, Long>> key =
          Key.get(new TypeLiteral<DurableTable<String, Long>>() {}, Names.named("sessions"));
      DurableTable<String, Long> first = injector.getInstance(key);
      assertThat(injector.getInstance(key)).isSameAs(first);
      first.close();
      injector.getInstance(key).updateCounter("ann", 1);
      assertThat(lifecycle).isNotNull();
    }
  }

  static final class Door {
    @Inject
    @Named("sessions")
    DurableTable<String, Long> sessions;

    @Inject
    @Named("audit/sessions")
    DurableTable<String, Long> audit;
  }

  @Test
  void durableTables_areInjectedByTheirTypesAndNames() {
    Injector injector =
        Guice.createInjector(
            HoldfastModule.of("memory:")
                .withDurableTable(
                    "sessions", String.class, Codec.utf8(), Long.class, Codec.int64()),
            HoldfastModule.named("audit", "memory:")
                .withDurableTable(
                    "sessions", String.class, Codec.utf8(), Long.class, Codec.int64()));
    try (HoldfastLifecycle lifecycle = injector.getInstance(HoldfastLifecycle.class)) {
      Door door = injector.getInstance(Door.class);
      door.sessions.updateCounter("ann", 2);
      assertThat(injector.getInstance(Door.class).sessions.lookup("ann")).contains(2L);
      assertThat(door.audit.lookup("ann")).isEmpty();
      assertThat(lifecycle).isNotNull();
    }
  }
}
