package dev.holdfast.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seed stands in the name of each test: {@code -Dholdfast.json.seed=…} repeats one. */
class RoundTripTest {

  private static final int SEEDS = 200;

  static List<Long> seeds() {
    Long given = Long.getLong("holdfast.json.seed");
    return given != null ? List.of(given) : new Random().longs(SEEDS).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void value_readsBackFromTextAndBytes(long seed) throws Exception {
    JsonValue value = new RandomJson(seed).value(5);
    String text = value.toString();

    JsonValue read = JsonValue.parse(text);

    assertThat(read).isEqualTo(value).hasSameHashCodeAs(value).hasToString(text);
    assertThat(value).isEqualTo(read);
    assertThat(JsonValue.parse(value.toUtf8())).isEqualTo(value);
    assertThat(value.toUtf8()).isEqualTo(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(new ObjectMapper().readTree(text)).isNotNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void changedObject_printsAsOneBuiltAnew(long seed) {
    RandomJson random = new RandomJson(seed);
    Random choice = new Random(seed);
    JsonObject object = random.object(4);
    for (int i = 0; i < 20; i++) {
      List<String> keys = object.keys();
      object =
          keys.isEmpty() || choice.nextInt(4) == 0
              ? object.with("new" + i, random.value(3))
              : change(object, keys.get(choice.nextInt(keys.size())), random, choice);

      JsonObject read = JsonObject.parse(object.toUtf8());
      assertThat(read).isEqualTo(object).hasSameHashCodeAs(object);
      assertThat(read.keys()).isEqualTo(object.keys());
    }
  }

  private static JsonObject change(
      JsonObject object, String key, RandomJson random, Random choice) {
    if (object.get(key) instanceof JsonObject inner && choice.nextInt(4) != 0) {
      return object.with(key, inner.with("inner", random.value(2)));
    }
    return choice.nextInt(4) == 0 ? object.without(key) : object.with(key, random.value(3));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void order_countsForPrintingOnly(long seed) {
    JsonObject object = new RandomJson(seed).object(3);
    List<String> keys = new ArrayList<>(object.keys());
    Collections.shuffle(keys, new Random(seed));
    JsonObject shuffled = JsonObject.EMPTY;
    for (String key : keys) {
      shuffled = shuffled.with(key, object.get(key));
    }

    assertThat(shuffled).isEqualTo(object).hasSameHashCodeAs(object);
    assertThat(object).isEqualTo(shuffled);
    assertThat(JsonObject.parse(shuffled.toString()).keys()).isEqualTo(keys);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tokens_carryValuesUnchanged(long seed) {
    JsonValue value = new RandomJson(seed).object(4);

    assertThat(JsonMapping.standard().fromJson(value, JsonValue.class)).isEqualTo(value);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void oneValue_isEncodedAlikeByManyThreads(long seed) throws Exception {
    JsonObject object = new RandomJson(seed).object(4);
    String expected = JsonObject.parse(object.toString()).toString();
    String absent = "x" + String.join("", object.keys());
    Callable<String> encoding = () -> object.with(absent, 1).without(absent).toString();
    var threads = Executors.newFixedThreadPool(2);
    try {
      for (var result : threads.invokeAll(Collections.nCopies(4, encoding))) {
        assertThat(result.get()).as("seed %d", seed).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
