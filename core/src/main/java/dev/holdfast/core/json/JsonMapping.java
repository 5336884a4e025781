package dev.holdfast.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Maps records and other classes to JSON values and back, numbers exactly.
 *
 * <p>Thread-safe.
 */
public final class JsonMapping {

  private static final JsonMapping STANDARD = new JsonMapping(standardMapper());

  private final ObjectMapper mapper;

  private JsonMapping(ObjectMapper mapper) {
    this.mapper = mapper.registerModule(new JsonValueModule());
  }

  /**
   * Returns the mapping that Holdfast uses unless told otherwise.
   *
   * <p>Types of {@code java.time} are ISO 8601 text, byte arrays Base64. Nothing is dropped or bent
   * to fit: unknown keys, numbers with a fraction for integers, text for numbers and null for
   * primitive types are refused.
   */
  public static JsonMapping standard() {
    return STANDARD;
  }

  /** Returns a mapping with the settings that {@code mapper} has now; it is copied. */
  public static JsonMapping of(ObjectMapper mapper) {
    return new JsonMapping(mapper.copy());
  }

  private static ObjectMapper standardMapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  /**
   * Returns the JSON form of {@code value}.
   *
   * @throws InvalidRequestException if it has none, or one that breaks a rule of {@link JsonValue}
   */
  public JsonValue toJson(@Nullable Object value) {
    if (value instanceof JsonValue json) {
      return json;
    }
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      mapper.writeValue(tokens, value);
      try (JsonParser parser = tokens.asParserOnFirstToken()) {
        return JsonTokens.read(parser);
      }
    } catch (IOException e) {
      throw unconvertible(
          "A " + (value == null ? "null" : value.getClass().getName()) + " has no JSON form", e);
    }
  }

  /**
   * Returns the JSON object of {@code value}.
   *
   * @throws InvalidRequestException also if it becomes another value than an object
   */
  public JsonObject toJsonObject(Object value) {
    JsonValue json = toJson(value);
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new InvalidRequestException(
        ErrorCode.UNCONVERTIBLE,
        "A %s becomes %s, not an object."
            .formatted(value.getClass().getName(), json.kind().words()));
  }

  /**
   * Returns the {@code type} that {@code json} stands for.
   *
   * @throws InvalidRequestException if it does not fit
   */
  public <T> T fromJson(JsonValue json, Class<T> type) {
    @SuppressWarnings("unchecked") // the type of the result is the type asked for
    T value = (T) fromJson(json, (Type) type);
    return value;
  }

  /**
   * Returns the {@code type}, which may be generic, that {@code json} stands for.
   *
   * @throws InvalidRequestException if it does not fit
   */
  public Object fromJson(JsonValue json, Type type) {
    String failed = "JSON of kind " + json.kind() + " does not fit " + type.getTypeName();
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      JsonTokens.write(json, tokens);
      try (JsonParser parser = tokens.asParser()) {
        Object value = mapper.readValue(parser, mapper.constructType(type));
        if (value == null) {
          throw new InvalidRequestException(ErrorCode.UNCONVERTIBLE, failed + ".");
        }
        return value;
      }
    } catch (IOException e) {
      throw unconvertible(failed, e);
    }
  }

  private static InvalidRequestException unconvertible(String failed, IOException e) {
    String why =
        e instanceof JsonProcessingException jackson
            ? jackson.getOriginalMessage()
            : e.getMessage();
    return new InvalidRequestException(ErrorCode.UNCONVERTIBLE, failed + ": " + why + ".", e);
  }
}
