package dev.holdfast.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonBoolean;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonNumber;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonMappingTest {

  private static final JsonMapping MAPPING = JsonMapping.standard();

  record Person(String name, @Nullable Integer age) {}

  record Room(String topic, List<Person> people, Map<String, Long> scores) {}

  record Numbers(long large, BigInteger larger, BigDecimal exact, double binary, float small) {}

  record Times(Instant at, LocalDate day, Duration length, OffsetDateTime there) {}

  record Holding(
      JsonValue any, JsonObject object, JsonArray array, JsonNull none, JsonBoolean yes) {}

  static final class Bean {
    public int count;
    public byte[] data = {1, 2, 3};
  }

  @Test
  void record_becomesAnObjectAndBack() {
    Room room =
        new Room("launch", List.of(new Person("ann", 7), new Person("bob", null)), Map.of("x", 1L));

    JsonObject json = MAPPING.toJsonObject(room);

    assertThat(json)
        .hasToString(
            "{\"topic\":\"launch\",\"people\":[{\"name\":\"ann\",\"age\":7},"
                + "{\"name\":\"bob\",\"age\":null}],\"scores\":{\"x\":1}}");
    assertThat(MAPPING.fromJson(json, Room.class)).isEqualTo(room);
  }

  @Test
  void numbers_stayExact() {
    Numbers numbers =
        new Numbers(
            Long.MIN_VALUE, BigInteger.ONE.shiftLeft(200), new BigDecimal("100.00"), 0.1, 0.1f);

    JsonObject json = MAPPING.toJsonObject(numbers);

    assertThat(json.toString()).contains("\"exact\":100.00,\"binary\":0.1,\"small\":0.1}");
    assertThat(MAPPING.fromJson(json, Numbers.class)).isEqualTo(numbers);
    assertThat(MAPPING.fromJson(JsonValue.parse(json.toUtf8()), Numbers.class)).isEqualTo(numbers);
  }

  @Test
  void notANumber_isRefused() {
    assertThatThrownBy(() -> MAPPING.toJson(Double.NaN))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> MAPPING.toJson(List.of(Float.POSITIVE_INFINITY)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void times_areIsoTextAndKeepTheirOffset() {
    Times times =
        new Times(
            Instant.parse("2026-11-22T04:05:06.123456789Z"),
            LocalDate.of(2026, 11, 22),
            Duration.ofMillis(1500),
            OffsetDateTime.parse("2026-11-22T04:05:06+02:00"));

    JsonObject json = MAPPING.toJsonObject(times);

    assertThat(json)
        .hasToString(
            "{\"at\":\"2026-11-22T04:05:06.123456789Z\",\"day\":\"2026-11-22\","
                + "\"length\":\"PT1.5S\",\"there\":\"2026-11-22T04:05:06+02:00\"}");
    assertThat(MAPPING.fromJson(json, Times.class)).isEqualTo(times);
  }

  @Test
  void jsonMembers_areKeptAsTheyAre() {
    Holding holding =
        new Holding(
            JsonNumber.of(new BigDecimal("1E400")),
            JsonObject.of("a", 1.0),
            JsonArray.of(1, null),
            JsonNull.NULL,
            JsonBoolean.TRUE);

    JsonObject json = MAPPING.toJsonObject(holding);

    assertThat(json.object("object")).isEqualTo(holding.object());
    assertThat(MAPPING.fromJson(json, Holding.class)).isEqualTo(holding);
    assertThat(MAPPING.fromJson(json.with("any", null), Holding.class).any())
        .isEqualTo(JsonNull.NULL);
    assertThatThrownBy(() -> MAPPING.fromJson(json.with("object", 1), Holding.class))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("an integer is another kind of value");
  }

  @Test
  void bytes_areBase64() {
    Bean bean = new Bean();
    bean.count = 2;

    JsonObject json = MAPPING.toJsonObject(bean);

    assertThat(json).isEqualTo(JsonObject.of("count", 2, "data", "AQID"));
    assertThat(MAPPING.fromJson(json, Bean.class).data).containsExactly(1, 2, 3);
  }

  @Test
  void genericType_isRead() throws Exception {
    var type = Room.class.getDeclaredMethod("people").getGenericReturnType();

    assertThat(MAPPING.fromJson(JsonArray.of(JsonObject.of("name", "ann", "age", 1)), type))
        .isEqualTo(List.of(new Person("ann", 1)));
  }

  @Test
  void whatDoesNotFit_isRefusedWithTheReason() {
    JsonObject ann = JsonObject.of("name", "ann", "age", 1);

    assertUnfit(ann.with("title", "dr"), "\"title\"");
    assertUnfit(ann.with("age", 1.5), "1.5");
    assertUnfit(ann.with("age", "1"), "coerc");
    assertUnfit(JsonArray.EMPTY, "does not fit");
    assertUnfit(JsonNull.NULL, "does not fit");
    assertThatThrownBy(() -> MAPPING.fromJson(JsonObject.of("count", null), Bean.class))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static void assertUnfit(JsonValue json, String why) {
    assertThatThrownBy(() -> MAPPING.fromJson(json, Person.class))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("HF-4004 JSON of kind " + json.kind() + " does not fit ")
        .hasMessageContaining("Person")
        .hasMessageContaining(why);
  }

  @Test
  void whatHasNoJsonForm_isRefused() {
    assertThatThrownBy(() -> MAPPING.toJson(new Person("\uD800", 1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> MAPPING.toJsonObject("text"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("java.lang.String becomes a string, not an object");
  }

  @Test
  void nullAndPlainValues_areMapped() {
    assertThat(MAPPING.toJson(null)).isEqualTo(JsonNull.NULL);
    assertThat(MAPPING.toJson("a")).isEqualTo(new JsonString("a"));
    assertThat(MAPPING.fromJson(JsonNumber.of(5), Long.class)).isEqualTo(5L);
  }

  @Test
  void ownMapper_keepsItsSettingsAndIsNotChanged() {
    ObjectMapper mapper =
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
    JsonMapping mapping = JsonMapping.of(mapper);

    assertThat(mapping.toJson(new Person("ann", 1)))
        .isEqualTo(JsonObject.of("Name", "ann", "Age", 1));
    assertThat(mapping.fromJson(JsonNumber.of(1), JsonValue.class)).isEqualTo(JsonNumber.of(1));
    assertThat(mapper.getRegisteredModuleIds()).isEmpty();
  }
}
