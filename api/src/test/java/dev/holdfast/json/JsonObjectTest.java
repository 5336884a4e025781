package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

  private static final JsonObject ROOM =
      JsonObject.of("topic", "launch", "seats", 12, "price", 2.5, "open", true, "host", null);

  /** An object with keys k0, k1, … and their numbers as values. */
  private static JsonObject numbered(int size) {
    JsonObjectBuilder builder = JsonObject.builder();
    for (int i = 0; i < size; i++) {
      builder.put("k" + i, i);
    }
    return builder.build();
  }

  @Test
  void getters_returnTypedValues() {
    assertThat(ROOM.string("topic")).isEqualTo("launch");
    assertThat(ROOM.integer("seats")).isEqualTo(12);
    assertThat(ROOM.decimal("price")).isEqualByComparingTo("2.5");
    assertThat(ROOM.decimal("seats")).isEqualByComparingTo("12");
    assertThat(ROOM.bool("open")).isTrue();
    assertThat(ROOM.with("a", ROOM).object("a")).isEqualTo(ROOM);
    assertThat(ROOM.with("a", List.of(1)).array("a")).isEqualTo(JsonArray.of(1));
  }

  @Test
  void getter_ofAnotherKind_saysBoth() {
    assertThatThrownBy(() -> ROOM.string("seats"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Key \"seats\" is an integer, not a string.");
    assertThatThrownBy(() -> ROOM.object("nowhere"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Key \"nowhere\" is absent, not an object.");
  }

  @Test
  void nullMember_isNotAbsent() {
    assertThat(ROOM.get("host")).isEqualTo(JsonNull.NULL);
    assertThat(ROOM.optional("host")).contains(JsonNull.NULL);
    assertThat(ROOM.has("host")).isTrue();
    assertThat(ROOM.get("guest")).isNull();
    assertThat(ROOM.optional("guest")).isEmpty();
    assertThat(ROOM.has("guest")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 10, 200})
  void everyKey_isFoundAtAnySize(int size) {
    JsonObject object = numbered(size);

    for (int i = 0; i < size; i++) {
      assertThat(object.integer("k" + i)).isEqualTo(i);
    }
    assertThat(object.get("k" + size)).isNull();
    assertThat(object.size()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 10, 200})
  void updates_changeTheirResultOnly(int size) {
    JsonObject before = numbered(size);
    String text = before.toString();

    JsonObject replaced = before.with("k0", "new");
    JsonObject added = before.with("more", 1.5);
    JsonObject removed = before.without("k0");

    assertThat(replaced.string("k0")).isEqualTo("new");
    assertThat(replaced.keys()).isEqualTo(before.keys());
    assertThat(added.keys()).last().isEqualTo("more");
    assertThat(added.without("more")).isEqualTo(before);
    assertThat(removed.has("k0")).isFalse();
    assertThat(removed.size()).isEqualTo(size - 1);
    assertThat(before).hasToString(text).isEqualTo(numbered(size));
  }

  @Test
  void updatesThatChangeNothing_returnTheObject() {
    assertThat(ROOM.without("guest")).isSameAs(ROOM);
    assertThat(ROOM.with("topic", ROOM.get("topic"))).isSameAs(ROOM);
    assertThat(JsonObject.of("a", 1).without("a")).isSameAs(JsonObject.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 9, 200})
  void equality_ignoresOrder(int size) {
    JsonObject forwards = numbered(size);
    JsonObject backwards = JsonObject.EMPTY;
    for (int i = size - 1; i >= 0; i--) {
      backwards = backwards.with("k" + i, i);
    }

    assertThat(backwards).isEqualTo(forwards).hasSameHashCodeAs(forwards);
    assertThat(backwards.keys()).isNotEqualTo(forwards.keys());
    assertThat(backwards.toString()).isNotEqualTo(forwards.toString());
  }

  @Test
  void equality_seesKeysAndValues() {
    JsonObject object = JsonObject.of("a", 1, "b", 2);

    assertThat(object)
        .isNotEqualTo(JsonObject.of("a", 2, "b", 1))
        .isNotEqualTo(JsonObject.of("a", 1))
        .isNotEqualTo(JsonObject.of("a", 1, "c", 2))
        .isNotEqualTo(object.with("b", 3))
        .isNotEqualTo(JsonObject.of("a", 1.0, "b", 2))
        .isNotEqualTo("{}");
    assertThat(JsonObject.of("a", null)).isNotEqualTo(JsonObject.EMPTY.with("b", null));
  }

  @Test
  void repeatedKey_isRefusedAtAnySize() {
    for (int size : List.of(1, 7, 8, 9, 20)) {
      JsonObjectBuilder builder = JsonObject.builder();
      numbered(size).forEach(builder::put);

      assertThatThrownBy(() -> builder.put("k0", 1))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("Key \"k0\" comes twice");
      assertThatThrownBy(() -> builder.requireNew("k0"))
          .isInstanceOf(InvalidRequestException.class);
      assertThat(builder.build()).isEqualTo(numbered(size));
    }
  }

  @Test
  void builder_goesOnAfterBuild() {
    JsonObjectBuilder builder = JsonObject.builder();
    numbered(9).forEach(builder::put);

    JsonObject first = builder.build();
    JsonObject second = builder.put("more", 1).build();

    assertThat(first).isEqualTo(numbered(9));
    assertThat(first.has("more")).isFalse();
    assertThat(second.integer("more")).isEqualTo(1);
  }

  @Test
  void factory_refusesHalfAPair() {
    assertThatThrownBy(() -> JsonObject.of("a", 1, "b"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("the last of 3 arguments has no value");
    assertThatThrownBy(() -> JsonObject.of("a", 1, 2, 3))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is text, not a java.lang.Integer");
  }

  @Test
  void map_isAnUnmodifiableView() {
    Map<String, JsonValue> map = ROOM.asMap();
    var end = JsonObject.EMPTY.asMap().entrySet().iterator();

    assertThat(map).containsEntry("topic", new JsonString("launch")).hasSize(5);
    assertThat(new ArrayList<>(map.keySet())).isEqualTo(ROOM.keys());
    assertThat(map.get("guest")).isNull();
    assertThatThrownBy(() -> map.put("a", JsonNull.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("topic")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ROOM.keys().set(0, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(end::next).isInstanceOf(NoSuchElementException.class);
    assertThat(JsonObject.EMPTY.asMap()).isEmpty();
  }

  @Test
  void source_isCopied() {
    Map<String, Object> source = new java.util.HashMap<>(Map.of("a", new ArrayList<>(List.of(1))));
    JsonValue value = JsonValue.of(source);

    source.put("b", 2);
    ((List<?>) source.get("a")).clear();

    assertThat(value).isEqualTo(JsonObject.of("a", JsonArray.of(1)));
  }

  @Test
  void members_areVisitedInOrder() {
    List<String> seen = new ArrayList<>();

    JsonObject.of("b", 1, "a", null).forEach((key, value) -> seen.add(key + value));

    assertThat(seen).containsExactly("b1", "anull");
  }
}
