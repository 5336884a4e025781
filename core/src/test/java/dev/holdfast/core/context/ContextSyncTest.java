package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextBackup;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.context.TypedContexts;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextSyncTest {

  private static final JsonObject ROOM =
      JsonObject.of("topic", "launch", "people", JsonObject.of("ann", "typing", "bob", "away"));

  private final Rooms rooms = new Rooms(ModelBackend.limits(4_000, 100, 100, 100));
  private final ContextSync contexts = rooms.open();

  @AfterEach
  void close() throws Exception {
    rooms.close();
  }

  private Context change(int times) {
    Context last = contexts.get("room").orElseThrow();
    for (int i = 0; i < times; i++) {
      long next = last.version() + 1;
      last = contexts.update("room", patch -> patch.set("n", next)).context();
    }
    return last;
  }

  @Test
  void update_givesTheContextAndWhatChanged() {
    contexts.set("room", ROOM);
    ContextChange change =
        contexts.update("room", patch -> patch.set("people.ann", "online").remove("people.bob"));

    assertThat(change.context().version()).isEqualTo(2);
    assertThat(contexts.get("room")).contains(change.context());
    assertThat(change.delta().applyTo(ROOM)).isEqualTo(change.context().value());
    assertThat(contexts.store().deltasAfter("room", 1))
        .extracting("delta")
        .containsExactly(change.delta());
  }

  @Test
  void update_withoutContext_isAConflict() {
    assertThatThrownBy(() -> contexts.update("none", patch -> patch.set("a", 1)))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEAD_ABSENT));
    assertThatThrownBy(() -> contexts.transform("none", value -> value))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(
            () ->
                contexts
                    .updateAsync("none", patch -> patch.set("a", 1))
                    .toCompletableFuture()
                    .join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ConflictException.class);
  }

  @Test
  void update_patchThatDoesNotFit_isRefusedAndChangesNothing() {
    Context before = contexts.set("room", ROOM).context();

    assertThatThrownBy(() -> contexts.update("room", patch -> patch.set("a", 1).set("topic.x", 1)))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(contexts.get("room")).contains(before);
  }

  @Test
  void write_thatChangesNothing_storesNothing() {
    Context before = contexts.set("room", ROOM).context();
    int commits = rooms.backend.commits();

    assertThat(contexts.set("room", JsonObject.parse(ROOM.toString())))
        .isEqualTo(new ContextChange(before, Delta.EMPTY));
    assertThat(contexts.update("room", patch -> patch.remove("none")).context()).isEqualTo(before);
    assertThat(contexts.transform("room", value -> value).delta().isEmpty()).isTrue();
    assertThat(rooms.backend.commits()).isEqualTo(commits);
  }

  @Test
  void set_emptyObject_createsAContext() {
    assertThat(contexts.set("room", JsonObject.EMPTY).context().version()).isEqualTo(1);
    assertThat(contexts.get("room")).isPresent();
  }

  @Test
  void write_afterAnotherInstance_sees_itsState() {
    ContextSync other = rooms.open();
    contexts.set("room", ROOM);
    other.update("room", patch -> patch.set("topic", "landing"));

    assertThat(contexts.set("room", ROOM).delta().isEmpty()).isFalse();
    assertThat(other.update("room", patch -> patch.set("topic", "launch")).delta().isEmpty())
        .isTrue();
    assertThat(other.get("room").orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void sync_exactlyTheThresholdBehind_givesDeltas() {
    contexts.set("room", ROOM);
    Context last = change(101);

    assertThat(contexts.sync("room", Position.of(last.version() - 100)))
        .isInstanceOf(SyncAnswer.Deltas.class);
    assertThat(contexts.sync("room", Position.of(last.version() - 101)))
        .isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(rooms.open().sync("room", Position.of(last.version() - 100)))
        .isInstanceOf(SyncAnswer.Deltas.class);
  }

  @Test
  void sync_bareHeadVersion_givesNoChangeWithTheTag() {
    Context room = contexts.set("room", ROOM).context();

    assertThat(contexts.sync("room", Position.of(1)))
        .isEqualTo(new SyncAnswer.NoChange(room.position()));
    assertThat(contexts.sync("room", room.position()))
        .isEqualTo(new SyncAnswer.NoChange(room.position()));
  }

  @Test
  void sync_aheadOrOfAnotherHistory_givesTheFullContext() {
    Context room = contexts.set("room", ROOM).context();
    SyncAnswer full = new SyncAnswer.FullContext(room);

    assertThat(contexts.sync("room", Position.of(2))).isEqualTo(full);
    assertThat(contexts.sync("room", Position.of(1, room.tag() + 1))).isEqualTo(full);
    assertThat(contexts.sync("room", Position.NONE)).isEqualTo(full);
  }

  @Test
  void sync_otherTagInThePast_givesTheFullContext() {
    Context first = contexts.set("room", ROOM).context();
    change(1);

    assertThat(contexts.sync("room", Position.of(1, first.tag() + 1)))
        .isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(rooms.open().sync("room", Position.of(1, first.tag() + 1)))
        .isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(rooms.open().sync("room", first.position())).isInstanceOf(SyncAnswer.Deltas.class);
  }

  @Test
  void sync_afterTrim_givesTheFullContextWhereAGapIs() {
    contexts.set("room", ROOM);
    change(5);
    contexts.store().retainLatestDeltas("room", 2);
    ContextSync fresh = rooms.open();

    assertThat(fresh.sync("room", Position.of(3))).isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(fresh.sync("room", Position.of(4))).isInstanceOf(SyncAnswer.Deltas.class);
  }

  @Test
  void sync_ofDeletedAndRecreated_isAbsentThenFull() {
    Context old = contexts.set("room", ROOM).context();
    contexts.delete("room");
    assertThat(contexts.sync("room", old.position())).isEqualTo(new SyncAnswer.Absent("room"));
    assertThat(contexts.store().deltasAfter("room", 0)).isEmpty();

    Context created = contexts.set("room", JsonObject.of("new", true)).context();
    assertThat(created.version()).isGreaterThan(old.version());
    for (Position position : List.of(old.position(), Position.of(old.version()))) {
      assertThat(contexts.sync("room", position)).isEqualTo(new SyncAnswer.FullContext(created));
    }
  }

  @Test
  void set_afterDeltasBeyondTheVersionAndDelete_goesOnAboveAll() {
    contexts.set("room", ROOM);
    contexts.store().setDelta("room", Delta.EMPTY, 100);
    assertThat(change(1).version()).isEqualTo(101);

    contexts.store().setDelta("room", Delta.EMPTY, 200);
    contexts.delete("room");
    assertThat(contexts.set("room", ROOM).context().version()).isEqualTo(201);
  }

  @Test
  void set_deltaTooLarge_leavesAGap() {
    Context first = contexts.set("room", JsonObject.of("text", "a".repeat(3_000))).context();
    Context second = contexts.set("room", JsonObject.of("text", "b".repeat(3_000))).context();

    assertThat(second.version()).isEqualTo(2);
    assertThat(contexts.store().deltasAfter("room", 1)).isEmpty();
    assertThat(rooms.open().sync("room", first.position()))
        .isEqualTo(new SyncAnswer.FullContext(second));
  }

  @Test
  void set_contextTooLarge_isRefusedAndStoresNothing() {
    Context before = contexts.set("room", ROOM).context();

    assertThatThrownBy(() -> contexts.set("room", JsonObject.of("text", "a".repeat(5_000))))
        .isInstanceOf(LimitExceededException.class);
    assertThat(contexts.get("room")).contains(before);
  }

  @Test
  void transform_anotherWriterFirst_isCalledAgain() {
    contexts.set("room", JsonObject.of("n", 0));
    ContextSync other = rooms.open();
    List<Long> seen = new ArrayList<>();
    contexts.transform(
        "room",
        value -> {
          seen.add(value.integer("n"));
          if (seen.size() == 1) {
            other.update("room", patch -> patch.set("n", 10));
          }
          return value.with("n", value.integer("n") + 1);
        });

    assertThat(seen).containsExactly(0L, 10L);
    assertThat(contexts.get("room").orElseThrow().value().integer("n")).isEqualTo(11);
  }

  record Room(String topic, List<String> people) {}

  @Test
  void typed_storesAndReturnsRecords() {
    TypedContexts<Room> typed = contexts.typed(Room.class);
    Context first = typed.set("room", new Room("launch", List.of("ann"))).context();
    Room old = typed.get("room").orElseThrow();
    Room updated = typed.update("room", room -> new Room("lift-off", room.people()));

    assertThat(updated).isEqualTo(new Room("lift-off", List.of("ann")));
    assertThat(typed.get("room")).contains(updated);
    assertThat(typed.apply(contexts.sync("room", first.position()), old)).isEqualTo(updated);
    assertThat(typed.get("none")).isEmpty();
    contexts.set("other", JsonObject.of("topic", JsonObject.EMPTY));
    assertThatThrownBy(() -> typed.get("other")).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void exportAndRestore_useTheCallbacks() {
    List<Context> exported = new ArrayList<>();
    ContextSync backed =
        rooms.open(
            ContextSettings.DEFAULT
                .withExporter(exported::add)
                .withRestorer(
                    id ->
                        id.equals("none")
                            ? Optional.empty()
                            : Optional.of(new ContextBackup(ROOM, 7))));
    assertThat(backed.export("room")).isEmpty();
    assertThat(backed.restore("room").orElseThrow().version()).isEqualTo(7);
    Context before = backed.get("room").orElseThrow();
    Context after = backed.restore("room").orElseThrow();

    assertThat(after.version()).isEqualTo(8);
    assertThat(backed.sync("room", before.position())).isEqualTo(new SyncAnswer.FullContext(after));
    assertThat(backed.export("room")).contains(after);
    assertThat(exported).containsExactly(after);
    assertThat(backed.restore("none")).isEmpty();
  }

  @Test
  void exportAndRestore_withoutCallbacks_areRefused() {
    assertThatThrownBy(() -> contexts.export("room"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no exporter");
    assertThatThrownBy(() -> contexts.restore("room"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no restorer");
  }
}
