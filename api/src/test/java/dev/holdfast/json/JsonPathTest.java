package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

  private static final JsonObject ROOM =
      JsonObject.of(
          "people",
          JsonObject.of("ann", "typing", "a.b\\c", 1),
          "talk",
          List.of(JsonObject.of("text", "hi"), "two"),
          "",
          true);

  @Test
  void find_followsKeysAndIndexes() {
    assertThat(ROOM.find("people.ann")).contains(new JsonString("typing"));
    assertThat(ROOM.find("people.a\\.b\\\\c")).contains(JsonNumber.of(1));
    assertThat(ROOM.find("talk.0.text")).contains(new JsonString("hi"));
    assertThat(ROOM.find(JsonPath.of(""))).contains(JsonBoolean.TRUE);
    assertThat(ROOM.find(JsonPath.ROOT)).contains(ROOM);
    assertThat(JsonPath.of("talk").child("1").find(ROOM)).contains(new JsonString("two"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "people.bob",
        "people.ann.x",
        "talk.2",
        "talk.-1",
        "talk.00",
        "talk.01",
        "talk.x",
        "talk.٠",
        "talk.9999999999",
        "people.0"
      })
  void find_ofNothing_isEmpty(String path) {
    assertThat(ROOM.find(path)).isEmpty();
    assertThat(ROOM.without(JsonPath.parse(path))).isSameAs(ROOM);
  }

  @Test
  void text_readsBack() {
    JsonPath path = JsonPath.of("people", "a.b\\c", "0");

    assertThat(JsonPath.parse(path.toString())).isEqualTo(path);
    assertThat(path).hasToString("people.a\\.b\\\\c.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a\\", "a\\b"})
  void malformedText_isRefused(String text) {
    assertThatThrownBy(() -> JsonPath.parse(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Path \"" + text + "\" has");
  }

  @Test
  void set_replacesAndMakesObjectsOnTheWay() {
    assertThat(ROOM.with(JsonPath.parse("people.ann"), "online").find("people.ann"))
        .contains(new JsonString("online"));
    assertThat(ROOM.with(JsonPath.parse("a.b.c"), null).find("a"))
        .contains(JsonObject.of("b", JsonObject.of("c", null)));
    assertThat(ROOM.with(JsonPath.parse("talk.1"), 2).find("talk.1")).contains(JsonNumber.of(2));
    assertThat(ROOM.with(JsonPath.parse("talk.0.text"), "ho").find("talk.0.text"))
        .contains(new JsonString("ho"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"people.ann.x", "talk.2", "talk.x.y", "talk.1.a"})
  void set_whereThereIsNoPlace_isRefused(String path) {
    assertThatThrownBy(() -> ROOM.with(JsonPath.parse(path), 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Path \"" + path + "\" cannot be set");
  }

  @Test
  void remove_takesMembersAndElements() {
    assertThat(ROOM.without(JsonPath.parse("people.ann")).object("people").has("ann")).isFalse();
    assertThat(ROOM.without(JsonPath.parse("talk.0")).array("talk")).isEqualTo(JsonArray.of("two"));
    assertThat(ROOM.without(JsonPath.parse("talk.0.text")).find("talk.0"))
        .contains(JsonObject.EMPTY);
  }

  @Test
  void root_cannotBeReplacedOrRemoved() {
    assertThatThrownBy(() -> ROOM.with(JsonPath.ROOT, 1))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> ROOM.without(JsonPath.ROOT))
        .isInstanceOf(InvalidRequestException.class);
  }
}
