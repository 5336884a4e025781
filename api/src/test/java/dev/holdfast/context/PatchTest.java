package dev.holdfast.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonPath;
import org.junit.jupiter.api.Test;

class PatchTest {

  private static final JsonObject ROOM =
      JsonObject.of("topic", "launch", "people", JsonObject.of("ann", "typing", "bob", "away"));

  @Test
  void steps_areMadeInOrder() {
    Patch patch = Patch.EMPTY.set("people.ann", "online").remove("people.bob").set("a.b", 1);

    assertThat(patch.applyTo(ROOM))
        .isEqualTo(
            JsonObject.of(
                "topic",
                "launch",
                "people",
                JsonObject.of("ann", "online"),
                "a",
                JsonObject.of("b", 1)));
  }

  @Test
  void set_null_storesJsonNull() {
    assertThat(Patch.EMPTY.set("topic", null).applyTo(ROOM).get("topic")).isEqualTo(JsonNull.NULL);
  }

  @Test
  void merge_mergesObjectsAndReplacesAllElse() {
    JsonObject changes =
        JsonObject.of(
            "topic", JsonObject.of("a", 1), "people", JsonObject.of("cy", 1, "ann", null));

    assertThat(Patch.EMPTY.merge(changes).applyTo(ROOM))
        .isEqualTo(
            JsonObject.of(
                "topic",
                JsonObject.of("a", 1),
                "people",
                JsonObject.of("ann", null, "bob", "away", "cy", 1)));
  }

  @Test
  void merge_manyKeys_isTheSameAsOneByOne() {
    JsonObject changes = JsonObject.of("a", 1, "b", 2, "topic", 3, "c", 4, "people", 5);
    JsonObject expected = ROOM;
    for (String key : changes.keys()) {
      expected = expected.with(key, changes.get(key));
    }

    assertThat(Patch.EMPTY.merge(changes).applyTo(ROOM)).isEqualTo(expected);
  }

  @Test
  void remove_absentPath_changesNothing() {
    assertThat(Patch.EMPTY.remove("people.zoe.x").applyTo(ROOM)).isSameAs(ROOM);
  }

  @Test
  void set_pathThroughScalar_isRefused() {
    Patch patch = Patch.EMPTY.set("topic.a", 1);

    assertThatThrownBy(() -> patch.applyTo(ROOM)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void set_literalPath_takesAnyKey() {
    assertThat(Patch.EMPTY.set(JsonPath.of("a.b", ""), 1).applyTo(JsonObject.EMPTY))
        .isEqualTo(JsonObject.of("a.b", JsonObject.of("", 1)));
  }

  @Test
  void step_leavesThePatchBeforeAsItWas() {
    Patch one = Patch.EMPTY.set("a", 1);
    Patch two = one.set("b", 2);

    assertThat(one.applyTo(JsonObject.EMPTY)).isEqualTo(JsonObject.of("a", 1));
    assertThat(two.applyTo(JsonObject.EMPTY)).isEqualTo(JsonObject.of("a", 1, "b", 2));
  }
}
