package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {

  private static final JsonArray ARRAY = JsonArray.of(1, "two", null);

  @Test
  void updates_changeTheirResultOnly() {
    assertThat(ARRAY.with(1, 2)).isEqualTo(JsonArray.of(1, 2, null));
    assertThat(ARRAY.inserted(0, 0)).isEqualTo(JsonArray.of(0, 1, "two", null));
    assertThat(ARRAY.inserted(3, 3)).isEqualTo(ARRAY.appended(3));
    assertThat(ARRAY.appended(4.0)).hasToString("[1,\"two\",null,4.0]");
    assertThat(ARRAY.without(1)).isEqualTo(JsonArray.of(1, null));
    assertThat(ARRAY.with(0, ARRAY.get(0))).isSameAs(ARRAY);
    assertThat(ARRAY).isEqualTo(JsonArray.of(1, "two", null));
    assertThat(JsonArray.of(1).without(0)).isSameAs(JsonArray.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, Integer.MAX_VALUE})
  void indexOutside_isRefused(int index) {
    String message = "There is no element " + index + " in an array of 3.";

    assertThatThrownBy(() -> ARRAY.get(index)).hasMessageContaining(message);
    assertThatThrownBy(() -> ARRAY.with(index, 1)).hasMessageContaining(message);
    assertThatThrownBy(() -> ARRAY.without(index))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> ARRAY.inserted(index == 3 ? 4 : index, 1))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void order_counts() {
    assertThat(JsonArray.of(1, 2)).isNotEqualTo(JsonArray.of(2, 1));
    assertThat(JsonArray.of(1, 2))
        .isEqualTo(JsonArray.of(1, 2))
        .hasSameHashCodeAs(List.of(JsonNumber.of(1), JsonNumber.of(2)));
  }

  @Test
  void views_cannotBeChanged() {
    var iterator = ARRAY.iterator();
    iterator.next();

    assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ARRAY.asList().set(0, JsonNull.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(ARRAY.stream().toList()).isEqualTo(ARRAY.asList());
  }

  @Test
  void source_isCopied() {
    Object[] plain = {1, 2};
    List<JsonValue> values = new ArrayList<>(List.of(JsonNumber.of(1)));
    JsonArray ofPlain = JsonArray.of(plain);
    JsonArray ofValues = JsonArray.copyOf(values);

    plain[0] = 3;
    values.clear();

    assertThat(ofPlain).isEqualTo(JsonArray.of(1, 2));
    assertThat(ofValues).isEqualTo(JsonArray.of(1));
  }
}
