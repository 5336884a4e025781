package dev.holdfast.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeltaTest {

  private static final JsonObject EMPTY = JsonObject.EMPTY;

  private static Delta delta(String key, Change change) {
    return Delta.of(Map.of(key, change));
  }

  private static Change added(Object value) {
    return new Change.Added(JsonValue.of(value));
  }

  private static Change removed(Object old) {
    return new Change.Removed(JsonValue.of(old));
  }

  private static Change modified(Object old, Object value) {
    return new Change.Modified(JsonValue.of(old), JsonValue.of(value));
  }

  @Test
  void randomStates_applyInverseAndMergeAreExact() {
    for (long seed = 0; seed < 3_000; seed++) {
      RandomObjects random = new RandomObjects(seed);
      JsonObject a = random.object();
      JsonObject b = random.changed(a);
      JsonObject c = seed % 2 == 0 ? random.changed(b) : random.object();
      Delta ab = Delta.between(a, b);
      Delta bc = Delta.between(b, c);

      assertThat(ab.applyTo(a)).as("apply, seed %d", seed).isEqualTo(b);
      assertThat(ab.inverse().applyTo(b)).as("inverse, seed %d", seed).isEqualTo(a);
      assertThat(ab.then(bc).applyTo(a)).as("merge, seed %d", seed).isEqualTo(c);
      assertThat(ab.then(bc).inverse().applyTo(c)).as("old values, seed %d", seed).isEqualTo(a);
      assertThat(ab.then(ab.inverse())).as("nothing is left, seed %d", seed).isEqualTo(Delta.EMPTY);
    }
  }

  @Test
  void between_equalObjects_isEmpty() {
    JsonObject one = JsonObject.of("a", 1, "b", JsonObject.of("c", JsonArray.of(1)));
    JsonObject same = JsonObject.of("b", JsonObject.of("c", JsonArray.of(1)), "a", 1);

    assertThat(Delta.between(one, same).isEmpty()).isTrue();
  }

  @Test
  void between_newKeyWithEmptyObject_isAdded() {
    assertThat(Delta.between(EMPTY, JsonObject.of("a", EMPTY))).isEqualTo(delta("a", added(EMPTY)));
  }

  @Test
  void between_newKeyWithNull_isAddedAndNotAbsent() {
    Delta delta = Delta.between(EMPTY, JsonObject.of("a", null));

    assertThat(delta).isEqualTo(delta("a", new Change.Added(JsonNull.NULL)));
    assertThat(delta.applyTo(EMPTY).has("a")).isTrue();
  }

  @Test
  void between_integerAndDecimal_isModified() {
    assertThat(Delta.between(JsonObject.of("a", 1), JsonObject.of("a", 1.0)))
        .isEqualTo(delta("a", modified(1, 1.0)));
  }

  @Test
  void then_addedAndRemoved_cancel() {
    assertThat(delta("a", added(1)).then(delta("a", removed(1)))).isEqualTo(Delta.EMPTY);
  }

  @Test
  void then_removedAndAdded_isModified() {
    assertThat(delta("a", removed(1)).then(delta("a", added(2))))
        .isEqualTo(delta("a", modified(1, 2)));
  }

  @Test
  void then_addedAndModified_isAdded() {
    assertThat(delta("a", added(1)).then(delta("a", modified(1, 2))))
        .isEqualTo(delta("a", added(2)));
  }

  @Test
  void then_modifiedTwice_takesOldFromFirstAndValueFromLast() {
    assertThat(delta("a", modified(1, 2)).then(delta("a", modified(2, 3))))
        .isEqualTo(delta("a", modified(1, 3)));
  }

  @Test
  void then_scalarBecomesObjectAndChangesInside_isOneModification() {
    Delta first = delta("a", modified(1, JsonObject.of("b", 1)));
    Delta second = delta("a", new Change.Nested(delta("b", modified(1, 2))));

    assertThat(first.then(second)).isEqualTo(delta("a", modified(1, JsonObject.of("b", 2))));
  }

  @Test
  void then_changedInsideAndRemoved_keepsTheFirstOldValue() {
    Delta first = delta("a", new Change.Nested(delta("b", modified(1, 2))));
    Delta second = delta("a", removed(JsonObject.of("b", 2)));

    assertThat(first.then(second)).isEqualTo(delta("a", removed(JsonObject.of("b", 1))));
  }

  @Test
  void applyTo_insideOfScalar_isRefused() {
    Delta inside = delta("a", new Change.Nested(delta("b", added(1))));

    assertThatThrownBy(() -> inside.applyTo(JsonObject.of("a", 1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"a\", which is an integer");
    assertThatThrownBy(() -> inside.applyTo(EMPTY))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"a\", which is absent");
  }

  @Test
  void nested_empty_isRefused() {
    assertThatThrownBy(() -> new Change.Nested(Delta.EMPTY))
        .isInstanceOf(InvalidRequestException.class);
  }
}
