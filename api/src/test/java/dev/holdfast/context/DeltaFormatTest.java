package dev.holdfast.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaFormatTest {

  static DeltaFormat[] formats() {
    return new DeltaFormat[] {
      DeltaFormat.nested(),
      DeltaFormat.flatPaths(),
      DeltaFormat.jsonPatch(),
      DeltaFormat.mergePatch()
    };
  }

  @ParameterizedTest
  @MethodSource("formats")
  void randomStates_applyOfEncode_givesTheNewState(DeltaFormat format) {
    int expressed = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      RandomObjects random = new RandomObjects(seed);
      JsonObject old = random.object();
      JsonObject changed = random.changed(old);
      JsonObject after = seed % 3 == 0 ? random.object() : random.changed(changed);
      Delta delta = Delta.between(old, changed).then(Delta.between(changed, after));

      Optional<JsonValue> encoded = format.encode(delta);
      if (encoded.isPresent()) {
        expressed++;
        assertThat(format.apply(encoded.get(), old))
            .as("%s, seed %d, %s", format.name(), seed, encoded.get())
            .isEqualTo(after);
      }
    }
    boolean expressesAll = !format.name().equals("merge-patch+json");
    assertThat(expressed).isEqualTo(expressesAll ? 2_000 : expressed).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void deltaOfTheDeepestStates_isExpressedOrLeftOut(DeltaFormat format) {
    JsonObject old = JsonObject.of("a", deep(JsonValue.MAX_DEPTH - 1, 1));
    JsonObject inside = JsonObject.of("a", deep(JsonValue.MAX_DEPTH - 1, 2));
    JsonObject above = JsonObject.of("a", 1);
    for (JsonObject after : new JsonObject[] {inside, above}) {
      Delta delta = Delta.between(old, after);
      format
          .encode(delta)
          .ifPresent(encoded -> assertThat(format.apply(encoded, old)).isEqualTo(after));
      assertThat(delta).hasToString("a delta that nests too deep for JSON");
    }
  }

  private static JsonValue deep(int levels, int innermost) {
    JsonValue value = JsonValue.of(innermost);
    for (int i = 0; i < levels; i++) {
      value = JsonObject.of("a", value);
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void apply_anotherShape_isRefused(DeltaFormat format) {
    assertThatThrownBy(() -> format.apply(JsonValue.of("text"), JsonObject.EMPTY))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void nested_hasTheActionsByKey() {
    JsonObject old = JsonObject.of("a", 1, "b", JsonObject.of("c", 1), "d", 1);
    JsonObject after = JsonObject.of("a", 2, "b", JsonObject.of("c", 1, "e", null));

    assertThat(Delta.between(old, after).toString())
        .isEqualTo(
            "{\"a\":{\"action\":\"modified\",\"old_value\":1,\"value\":2},"
                + "\"b\":{\"e\":{\"action\":\"added\",\"value\":null}},"
                + "\"d\":{\"action\":\"removed\",\"old_value\":1}}");
  }

  @Test
  void nested_keyCalledAction_isNotTakenForAnAction() {
    JsonObject old = JsonObject.of("a", JsonObject.of("action", "removed", "old_value", 1));
    JsonObject after = JsonObject.of("a", JsonObject.of("action", "added", "old_value", 2));
    Delta delta = Delta.between(old, after);

    assertThat(Delta.fromJson(delta.toJson())).isEqualTo(delta);
    assertThat(Delta.fromJson(delta.toJson()).applyTo(old)).isEqualTo(after);
  }

  @Test
  void flatPaths_listsEachChangeWithItsPath() {
    Delta delta =
        Delta.between(
            JsonObject.of("a", JsonObject.of("b", 1)), JsonObject.of("a", JsonObject.of("b", 2)));

    assertThat(DeltaFormat.flatPaths().encode(delta).orElseThrow().toString())
        .isEqualTo(
            "[{\"path\":[\"a\",\"b\"],\"action\":\"modified\",\"old_value\":1,\"value\":2}]");
  }

  @Test
  void flatPaths_onePathTwice_isRefused() {
    JsonObject change = JsonObject.of("path", JsonArray.of("a"), "action", "added", "value", 1);

    assertThatThrownBy(
            () -> DeltaFormat.flatPaths().apply(JsonArray.of(change, change), JsonObject.EMPTY))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("[a]");
  }

  @Test
  void jsonPatch_escapesPointers() {
    Delta delta = Delta.between(JsonObject.EMPTY, JsonObject.of("a/b~c", JsonArray.of(1)));

    assertThat(DeltaFormat.jsonPatch().encode(delta).orElseThrow().toString())
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/a~1b~0c\",\"value\":[1]}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/~", "/~2", "/~~01"})
  void jsonPatch_malformedPointer_isRefused(String pointer) {
    JsonArray patch = JsonArray.of(JsonObject.of("op", "add", "path", pointer, "value", 1));

    assertThatThrownBy(() -> DeltaFormat.jsonPatch().apply(patch, JsonObject.EMPTY))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is not a pointer");
  }

  @Test
  void jsonPatch_removeOfAbsent_isRefused() {
    JsonArray patch = JsonArray.of(JsonObject.of("op", "remove", "path", "/a"));

    assertThatThrownBy(() -> DeltaFormat.jsonPatch().apply(patch, JsonObject.EMPTY))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("an absent key");
  }

  @Test
  void mergePatch_storedNull_isNotExpressible() {
    JsonObject withNull = JsonObject.of("a", JsonObject.of("b", null));

    assertThat(DeltaFormat.mergePatch().encode(Delta.between(JsonObject.EMPTY, withNull)))
        .isEmpty();
  }

  @Test
  void mergePatch_nullInArray_isExpressible() {
    JsonObject after = JsonObject.of("a", JsonArray.of(1, null));

    assertThat(DeltaFormat.mergePatch().encode(Delta.between(JsonObject.EMPTY, after)))
        .contains(after);
  }

  @Test
  void mergePatch_replacedObject_dropsOldMembers() {
    JsonObject old = JsonObject.of("a", JsonObject.of("b", 1, "c", 2));
    JsonObject after = JsonObject.of("a", JsonObject.of("c", 3));
    Delta replaced =
        Delta.between(old, JsonObject.EMPTY).then(Delta.between(JsonObject.EMPTY, after));
    JsonValue encoded = DeltaFormat.mergePatch().encode(replaced).orElseThrow();

    assertThat(encoded.toString()).isEqualTo("{\"a\":{\"b\":null,\"c\":3}}");
    assertThat(DeltaFormat.mergePatch().apply(encoded, old)).isEqualTo(after);
  }
}
