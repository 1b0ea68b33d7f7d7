package dev.nextloop.tracing.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.nextloop.tracing.XrayDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes what is known of a piece of work as the members of a JSON object, without its braces: so
 * they may stand inside the parent's document, or, with a few members more, in one of their own.
 * What is too long loses its metadata first, then its stack traces.
 */
final class Documents {
  /** Most bytes of members: there is room for what makes them a document of their own. */
  static final int LONGEST_MEMBERS = XrayDaemon.LONGEST_DOCUMENT - 256;

  private final JsonFactory json =
      // ASCII alone: a lone half of a surrogate pair stays JSON, and a character is a byte.
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final Values values = new Values(json);
  private final String workingDirectory;
  private final Supplier<String> ids;

  /**
   * With what stands in every exception.
   *
   * @param workingDirectory null for none
   * @param ids gives ids of 16 hex digits
   */
  Documents(String workingDirectory, Supplier<String> ids) {
    this.workingDirectory = workingDirectory;
    this.ids = ids;
  }

  /** JSON text of a value; null when it takes more bytes. */
  String value(Object value, int limit) {
    return values.render(value, limit);
  }

  /** The members; null when they are too many bytes without metadata and stack traces, too. */
  byte[] members(Facts facts) {
    byte[] whole = members(facts, true, true);
    if (whole == null && !facts.metadata.isEmpty()) {
      whole = members(facts, false, true);
    }
    return whole == null && facts.cause != null ? members(facts, false, false) : whole;
  }

  private byte[] members(Facts facts, boolean metadata, boolean frames) {
    LimitedBytes bytes = new LimitedBytes(LONGEST_MEMBERS + 2);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      write(out, facts, frames);
      if (metadata && !facts.metadata.isEmpty()) {
        metadata(out, facts.metadata);
      }
      out.writeEndObject();
    } catch (LimitedBytes.TooLong e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("no byte leaves the memory here", e);
    }
    byte[] object = bytes.toByteArray();
    return Arrays.copyOfRange(object, 1, object.length - 1);
  }

  private void write(JsonGenerator out, Facts facts, boolean frames) throws IOException {
    out.writeStringField("name", facts.name);
    out.writeStringField("id", facts.id);
    out.writeNumberField("start_time", BigDecimal.valueOf(facts.startMicros, 6));
    if (facts.endMicros == 0) {
      out.writeBooleanField("in_progress", true);
    } else {
      out.writeNumberField("end_time", BigDecimal.valueOf(facts.endMicros, 6));
    }
    flag(out, "error", facts.error);
    flag(out, "throttle", facts.throttle);
    flag(out, "fault", facts.fault);
    if (facts.cause != null) {
      out.writeFieldName("cause");
      Failures.write(out, facts.cause, workingDirectory, ids, frames);
    }
    if (facts.url != null) {
      out.writeStringField("namespace", "remote");
    }
    if (facts.url != null || facts.status != 0) {
      http(out, facts);
    }
    if (!facts.annotations.isEmpty()) {
      out.writeFieldName("annotations");
      texts(out, facts.annotations);
    }
  }

  private static void flag(JsonGenerator out, String name, boolean set) throws IOException {
    if (set) {
      out.writeBooleanField(name, true);
    }
  }

  private static void http(JsonGenerator out, Facts facts) throws IOException {
    out.writeObjectFieldStart("http");
    if (facts.url != null) {
      out.writeObjectFieldStart("request");
      out.writeStringField("method", facts.method);
      out.writeStringField("url", facts.url.shown());
      out.writeEndObject();
    }
    if (facts.status != 0) {
      out.writeObjectFieldStart("response");
      out.writeNumberField("status", facts.status);
      if (facts.contentLength >= 0) {
        out.writeNumberField("content_length", facts.contentLength);
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void metadata(JsonGenerator out, Map<String, Map<String, String>> metadata)
      throws IOException {
    out.writeObjectFieldStart("metadata");
    for (Map.Entry<String, Map<String, String>> namespace : metadata.entrySet()) {
      out.writeFieldName(namespace.getKey());
      texts(out, namespace.getValue());
    }
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, Map<String, String> texts) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeFieldName(text.getKey());
      out.writeRawValue(text.getValue());
    }
    out.writeEndObject();
  }
}
