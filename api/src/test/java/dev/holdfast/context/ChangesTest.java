package dev.holdfast.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

  private static Map<String, Change> changes(int size) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      changes.put("key " + i, new Change.Added(JsonValue.of(i)));
    }
    return changes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 9, 50})
  void copy_isTheSameMapInTheSameOrder(int size) {
    Map<String, Change> original = changes(size);
    Changes copy = Changes.copyOf(original);
    assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original).hasSize(size);
    assertThat(copy.keySet()).containsExactlyElementsOf(original.keySet());
    original.forEach((key, change) -> assertThat(copy.get(key)).isEqualTo(change));
    assertThat(copy.get("another")).isNull();
    assertThat(copy.containsKey("another")).isFalse();
    assertThatThrownBy(() -> copy.put("another", new Change.Added(JsonValue.of(1))))
        .isInstanceOf(UnsupportedOperationException.class);
    var entries = copy.entrySet().iterator();
    entries.forEachRemaining(entry -> assertThat(entry.getValue()).isNotNull());
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 50})
  void position_isFoundWhateverTheGuess(int size) {
    Changes copy = Changes.copyOf(changes(size));
    for (int guess = 0; guess <= size; guess++) {
      assertThat(copy.position("key 0", guess)).isZero();
      assertThat(copy.position("key " + (size - 1), guess)).isEqualTo(size - 1);
      assertThat(copy.position("key " + size, guess)).isEqualTo(-1);
    }
  }
}
