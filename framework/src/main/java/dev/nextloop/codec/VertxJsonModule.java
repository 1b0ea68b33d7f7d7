package dev.nextloop.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Vert.x's JSON types. Not Vert.x's own module, because that one also changes bytes to the URL
 * alphabet of Base64, which no AWS event uses.
 */
final class VertxJsonModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  VertxJsonModule() {
    addSerializer(JsonObject.class, new ObjectWriter());
    addSerializer(JsonArray.class, new ArrayWriter());
    addDeserializer(JsonObject.class, new ObjectReader());
    addDeserializer(JsonArray.class, new ArrayReader());
  }

  private static final class ObjectWriter extends JsonSerializer<JsonObject> {
    @Override
    public void serialize(JsonObject value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.getMap(), json);
    }
  }

  private static final class ArrayWriter extends JsonSerializer<JsonArray> {
    @Override
    public void serialize(JsonArray value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.getList(), json);
    }
  }

  private static final class ObjectReader extends JsonDeserializer<JsonObject> {
    @Override
    public JsonObject deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      TypeReference<Map<String, Object>> map = new TypeReference<>() {};
      return new JsonObject(
          context.<Map<String, Object>>readValue(
              json, context.getTypeFactory().constructType(map)));
    }
  }

  private static final class ArrayReader extends JsonDeserializer<JsonArray> {
    @Override
    public JsonArray deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      TypeReference<List<Object>> list = new TypeReference<>() {};
      return new JsonArray(
          context.<List<Object>>readValue(json, context.getTypeFactory().constructType(list)));
    }
  }
}
