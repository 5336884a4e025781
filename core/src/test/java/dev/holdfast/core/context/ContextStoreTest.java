package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextStoreTest {

  private static final JsonObject ONE = JsonObject.of("a", 1, "b", 2);
  private static final JsonObject TWO = JsonObject.of("a", 2);
  private static final Delta CHANGE = Delta.between(ONE, TWO);

  private final Rooms rooms = new Rooms(ModelBackend.limits(1_000_000, 100, 3, 2));
  private final ContextStore store = rooms.open().store();

  @AfterEach
  void close() throws Exception {
    rooms.close();
  }

  private List<Long> versions(String id) {
    return store.deltasAfter(id, 0).stream().map(ContextDelta::version).toList();
  }

  private void deltas(String id, int count) {
    for (int i = 1; i <= count; i++) {
      store.setDelta(id, CHANGE, i);
      rooms.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void get_afterSet_isWhatWasSet() {
    Context set = store.set("room", ONE, 5);

    assertThat(store.get("room")).contains(set);
    assertThat(set.version()).isEqualTo(5);
    assertThat(set.insertedAt()).isEqualTo(rooms.now);
  }

  @Test
  void set_staleVersion_isAConflictThatSaysSo() {
    store.set("room", ONE, 5);

    assertThatThrownBy(() -> store.set("room", TWO, 5))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Context \"room\"")
        .hasMessageContaining("version 5")
        .satisfies(e -> assertThat(((ConflictException) e).actual()).isEqualTo("5"));
    assertThatThrownBy(() -> store.set("room", TWO, 4)).isInstanceOf(ConflictException.class);
    assertThat(store.get("room").orElseThrow().value()).isEqualTo(ONE);
  }

  @Test
  void set_sameVersionAndEqualValue_changesNothing() {
    Context set = store.set("room", ONE, 5);
    rooms.pass(Duration.ofSeconds(1));

    assertThat(store.set("room", JsonObject.of("b", 2, "a", 1), 5)).isEqualTo(set);
    assertThat(store.get("room")).contains(set);
  }

  @Test
  void set_afterDelete_needsAHigherVersion() {
    store.set("room", ONE, 5);
    store.delete("room");

    assertThatThrownBy(() -> store.set("room", ONE, 5)).isInstanceOf(ConflictException.class);
    assertThat(store.set("room", ONE, 6).version()).isEqualTo(6);
  }

  @Test
  void delete_leavesDeltas() {
    store.set("room", ONE, 1);
    store.setDelta("room", CHANGE, 1);
    store.delete("room");
    store.delete("room");

    assertThat(store.get("room")).isEmpty();
    assertThat(versions("room")).containsExactly(1L);
  }

  @Test
  void setDelta_sameVersionTwice_isANoOpOrAConflict() {
    ContextDelta first = store.setDelta("room", CHANGE, 3);

    assertThat(store.setDelta("room", CHANGE, 3)).isEqualTo(first);
    assertThatThrownBy(() -> store.setDelta("room", Delta.EMPTY, 3))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("context \"room\"");
    assertThatThrownBy(() -> store.setDelta("room", CHANGE, 2))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> store.setDelta("room", CHANGE, 0))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void setDelta_equalToTheOneOfACommit_changesNothing() {
    store.set("room", ONE, 1);
    store.commit("room", 1, TWO, CHANGE);

    assertThat(store.setDelta("room", CHANGE, 2).delta()).isEqualTo(CHANGE);
    assertThat(versions("room")).containsExactly(2L);
  }

  @Test
  void deltasAfter_manyPages_areAllAscending() {
    deltas("room", 8);

    assertThat(versions("room")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(store.deltasAfter("room", 8)).isEmpty();
    assertThat(store.deltasAfter("none", 0)).isEmpty();
  }

  @Test
  void retain_keepsTheNewest() {
    deltas("room", 8);
    store.retainLatestDeltas("room", 3);
    assertThat(versions("room")).containsExactly(6L, 7L, 8L);

    store.retainLatestDeltas("room", 0);
    assertThat(versions("room")).isEmpty();
  }

  @Test
  void deleteOlderThan_comparesTimeStrictly() {
    Instant start = rooms.now;
    deltas("room", 8);
    store.deleteDeltasOlderThan("room", start.plusSeconds(5));

    assertThat(versions("room")).containsExactly(6L, 7L, 8L);
  }

  @Test
  void deleteDeltas_leavesTheContext() {
    store.set("room", ONE, 1);
    deltas("room", 4);
    store.deleteDeltas("room");
    store.deleteDeltas("room");

    assertThat(versions("room")).isEmpty();
    assertThat(store.get("room")).isPresent();
  }

  @Test
  void commit_expectedVersion_storesBoth() {
    assertThat(store.commit("room", 0, ONE, Delta.between(JsonObject.EMPTY, ONE)).version())
        .isEqualTo(1);
    assertThat(store.commit("room", 1, TWO, CHANGE).version()).isEqualTo(2);
    assertThat(store.get("room").orElseThrow().value()).isEqualTo(TWO);
    assertThat(versions("room")).containsExactly(1L, 2L);
  }

  @Test
  void commit_otherVersion_isAConflictThatTellsIt() {
    store.set("room", ONE, 8);

    assertThatThrownBy(() -> store.commit("room", 7, TWO, CHANGE))
        .isInstanceOf(ConflictException.class)
        .hasMessageStartingWith("HF-2001 Context \"room\" is at version 8, expected 7.");
    assertThatThrownBy(() -> store.commit("room", 0, TWO, CHANGE))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> store.commit("none", 1, TWO, CHANGE))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEAD_ABSENT));
    assertThat(versions("room")).isEmpty();
  }

  @Test
  void set_largestVersion_isExact() {
    store.set("room", ONE, Long.MAX_VALUE);

    assertThat(store.get("room").orElseThrow().version()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> store.commit("room", Long.MAX_VALUE, TWO, CHANGE))
        .hasMessageContaining("9223372036854775807, after which there is none");
  }
}
