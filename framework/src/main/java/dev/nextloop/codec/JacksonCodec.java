package dev.nextloop.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;

/**
 * JSON by Jackson Databind: records, beans, {@code java.time} as ISO text, {@code JsonNode}, Vert.x
 * {@code JsonObject} and {@code JsonArray}. Unknown fields are passed over; of two fields of one
 * name the last wins; an empty event is null. Jackson's own bounds hold: 1,000 levels, numbers of
 * 1,000 digits, strings of 100 million characters. Polymorphic default typing is off.
 *
 * @param <T> the object's type
 */
public final class JacksonCodec<T> implements Codec<T> {
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JacksonCodec(ObjectMapper mapper, JavaType type) {
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  /** A codec for a class, with a mapper of its own. */
  public static <T> JacksonCodec<T> of(Class<T> type) {
    return of(mapper(), type);
  }

  /** A codec for a generic type, with a mapper of its own. */
  public static <T> JacksonCodec<T> of(TypeReference<T> type) {
    return of(mapper(), type.getType());
  }

  /**
   * A codec with the user's mapper.
   *
   * @param mapper not changed
   * @param type the object's type
   */
  public static <T> JacksonCodec<T> of(ObjectMapper mapper, Type type) {
    return new JacksonCodec<>(mapper, mapper.constructType(type));
  }

  /** A new mapper with the settings that the class comment names, to be changed at will. */
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(new VertxJsonModule())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  @Override
  public T decode(ByteBuffer event) {
    if (!event.hasRemaining()) {
      return null;
    }
    try {
      if (event.hasArray()) {
        return reader.readValue(
            event.array(), event.arrayOffset() + event.position(), event.remaining());
      }
      return reader.readValue(new ByteBufferBackedInputStream(event.duplicate()));
    } catch (JsonMappingException e) {
      throw unreadable(where(e), e);
    } catch (JsonProcessingException e) {
      throw unreadable("the event is not valid JSON" + at(e), e);
    } catch (IOException e) {
      throw unreadable("the event is not valid JSON", e);
    }
  }

  @Override
  public Reply encode(T result) throws JsonProcessingException {
    return Reply.json(ByteBuffer.wrap(writer.writeValueAsBytes(result)));
  }

  /** Where and what, but never the value: it may be secret. */
  private static String where(JsonMappingException e) {
    String pointer =
        e.getPath().stream()
            .map(
                step -> "/" + (step.getFieldName() != null ? step.getFieldName() : step.getIndex()))
            .collect(Collectors.joining());
    String expected =
        e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch
                && mismatch.getTargetType() != null
            ? " as " + mismatch.getTargetType().getSimpleName()
            : "";
    return "the event can't be read"
        + expected
        + " at "
        + (pointer.isEmpty() ? "/" : shortened(pointer))
        + at(e);
  }

  private static String shortened(String pointer) {
    return pointer.length() <= 256 ? pointer : pointer.substring(0, 256) + "...";
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  // Without the cause: Jackson's message quotes the payload.
  private static FunctionError unreadable(String message, IOException cause) {
    FunctionError error = new FunctionError("Runtime.UnmarshalError", message);
    error.setStackTrace(cause.getStackTrace());
    return error;
  }
}
