package dev.holdfast.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonValue;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Lets mapped classes have members that are JSON values. */
final class JsonValueModule extends SimpleModule {

  @Serial private static final long serialVersionUID = 1L;

  JsonValueModule() {
    super("holdfast-json-values");
    addSerializer(JsonValue.class, new Writing());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addDeserializers(new ForJsonValues());
  }

  private static final class Writing extends StdSerializer<JsonValue> {

    @Serial private static final long serialVersionUID = 1L;

    Writing() {
      super(JsonValue.class);
    }

    @Override
    public void serialize(JsonValue value, JsonGenerator target, SerializerProvider provider)
        throws IOException {
      JsonTokens.write(value, target);
    }
  }

  /** Covers the interfaces and each kind of value, enums included. */
  private static final class ForJsonValues extends Deserializers.Base {

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription bean) {
      return reading(type.getRawClass());
    }

    @Override
    public @Nullable JsonDeserializer<?> findEnumDeserializer(
        Class<?> type, DeserializationConfig config, BeanDescription bean) {
      return reading(type);
    }

    private static @Nullable JsonDeserializer<?> reading(Class<?> type) {
      return JsonValue.class.isAssignableFrom(type) ? new Reading(type) : null;
    }
  }

  private static final class Reading extends StdDeserializer<Object> {

    @Serial private static final long serialVersionUID = 1L;

    Reading(Class<?> type) {
      super(type);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonValue value = JsonTokens.read(parser);
      return handledType().isInstance(value)
          ? value
          : context.reportInputMismatch(this, "%s is another kind of value", value.kind().words());
    }

    /** A null in the text is the JSON null, where the member can hold it. */
    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      return handledType().isInstance(JsonNull.NULL) ? JsonNull.NULL : null;
    }
  }
}
