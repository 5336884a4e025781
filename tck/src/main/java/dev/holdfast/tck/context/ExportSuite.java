package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextBackup;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Export and restore through the application's callbacks. */
public abstract class ExportSuite extends ContextSuite {

  private final List<Context> exported = new ArrayList<>();
  private final Map<String, ContextBackup> backups = new HashMap<>();

  /** For subclasses. */
  protected ExportSuite() {}

  private ContextSync withCallbacks() {
    return open(
        ContextSettings.DEFAULT
            .withExporter(exported::add)
            .withRestorer(id -> Optional.ofNullable(backups.get(id))));
  }

  @Test
  @Clause("CTX-60")
  void exporting_handsOverTheCurrentContext() {
    ContextSync contexts = withCallbacks();
    assertThat(contexts.export(ROOM)).isEmpty();
    assertThat(exported).isEmpty();
    contexts.set(ROOM, json("{'n':1}"));
    Context current = second().set(ROOM, json("{'n':2}")).context();
    assertThat(contexts.export(ROOM)).contains(current);
    assertThat(exported).containsExactly(current);
    second().delete(ROOM);
    assertThat(contexts.export(ROOM)).isEmpty();
    assertThat(exported).hasSize(1);
  }

  @Test
  @Clause("CTX-60")
  void anExporterThatFails_changesNothing() {
    IllegalStateException full = new IllegalStateException("the other system is full");
    ContextSync contexts =
        open(
            ContextSettings.DEFAULT.withExporter(
                context -> {
                  throw full;
                }));
    Context current = contexts.set(ROOM, json("{'n':1}")).context();
    assertThatThrownBy(() -> contexts.export(ROOM)).isSameAs(full);
    assertThat(contexts.get(ROOM)).contains(current);
  }

  @Test
  @Clause("CTX-61")
  void restoring_storesAtTheVersionGivenWhereItIsHigher() {
    ContextSync contexts = withCallbacks();
    backups.put(ROOM, new ContextBackup(json("{'from':'backup'}"), 9));
    Context restored = contexts.restore(ROOM).orElseThrow();
    assertThat(restored.version()).isEqualTo(9);
    assertThat(restored.value()).isEqualTo(json("{'from':'backup'}"));
    assertThat(second().get(ROOM)).contains(restored);
    assertThat(second().set(ROOM, json("{'n':1}")).context().version()).isEqualTo(10);
  }

  @Test
  @Clause("CTX-61")
  void restoring_neverGoesBackInVersions() {
    ContextSync contexts = withCallbacks();
    List<Context> states = new ArrayList<>();
    for (int n = 1; n <= 3; n++) {
      states.add(second().set(ROOM, JsonObject.of("n", n)).context());
    }
    backups.put(ROOM, new ContextBackup(json("{'n':1}"), 1));
    Context restored = contexts.restore(ROOM).orElseThrow();
    assertThat(restored.version()).isEqualTo(4);
    assertThat(contexts.get(ROOM)).contains(restored);
    for (Context old : states) {
      for (ContextSync each : List.of(contexts, second())) {
        assertThat(each.sync(ROOM, old.position())).isEqualTo(new SyncAnswer.FullContext(restored));
      }
    }
    contexts.delete(ROOM);
    assertThat(contexts.restore(ROOM).orElseThrow().version()).isEqualTo(5);
  }

  @Test
  @Clause("CTX-61")
  void restoringWhatTheRestorerLacks_storesNothing() {
    ContextSync contexts = withCallbacks();
    assertThat(contexts.restore(ROOM)).isEmpty();
    assertThat(contexts.get(ROOM)).isEmpty();
    Context current = contexts.set(ROOM, json("{'n':1}")).context();
    assertThat(contexts.restore(ROOM)).isEmpty();
    assertThat(contexts.get(ROOM)).contains(current);
  }

  @Test
  @Clause("CTX-62")
  void withoutCallbacks_bothAreRefused() {
    Context current = contexts().set(ROOM, json("{'n':1}")).context();
    refused(ErrorCode.INVALID_REQUEST, () -> contexts().export(ROOM));
    refused(ErrorCode.INVALID_REQUEST, () -> contexts().restore(ROOM));
    refused(ErrorCode.INVALID_REQUEST, () -> new ContextBackup(JsonObject.EMPTY, -1));
    assertThat(contexts().get(ROOM)).contains(current);
  }
}
