package dev.nextloop.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.nextloop.FunctionError;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the error document, its type and its X-Ray cause for any throwable, even one whose own
 * methods throw. Always comes to an outcome.
 */
public final class ErrorEncoder {
  private static final int LONGEST_MESSAGE = 64 << 10;
  private static final int MOST_FRAMES = 100;
  private static final int LONGEST_CAUSE = 64 << 10;

  private final String workingDirectory;
  // Made before memory is short.
  private final byte[] outOfMemory =
      "{\"errorMessage\":\"out of memory\",\"errorType\":\"java.lang.OutOfMemoryError\"}"
          .getBytes(StandardCharsets.US_ASCII);

  /**
   * An encoder.
   *
   * @param workingDirectory named in the X-Ray cause
   */
  public ErrorEncoder(String workingDirectory) {
    this.workingDirectory = workingDirectory == null ? "" : workingDirectory;
  }

  /**
   * Encodes a failure.
   *
   * @param defaultType the platform's type where the failure declares none
   */
  public Outcome.Failure encode(Throwable failure, String defaultType) {
    if (failure instanceof OutOfMemoryError) {
      return new Outcome.Failure(ByteBuffer.wrap(outOfMemory), defaultType, null);
    }
    String declared = failure instanceof FunctionError error ? headerSafe(error.type()) : null;
    String bodyType =
        failure instanceof FunctionError error ? error.type() : failure.getClass().getName();
    try {
      if (failure instanceof EncodedFailure encoded) {
        return encoded.outcome();
      }
      byte[] body = document(bodyType, message(failure), TrimmedStack.of(failure, MOST_FRAMES));
      return new Outcome.Failure(
          ByteBuffer.wrap(body), declared == null ? defaultType : declared, cause(failure));
    } catch (Throwable e) { // NOPMD: its own methods may throw anything, and an answer is due
      return new Outcome.Failure(
          ByteBuffer.wrap(fallback(bodyType)), declared == null ? defaultType : declared, null);
    }
  }

  private static byte[] document(String type, String message, StackTraceElement[] stack)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = factory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("errorMessage", message);
      json.writeStringField("errorType", type);
      json.writeArrayFieldStart("stackTrace");
      for (StackTraceElement frame : stack) {
        json.writeString(frame.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static byte[] fallback(String type) {
    String safe = headerSafe(type);
    return ("{\"errorMessage\":\"error details unavailable\",\"errorType\":\"" + safe + "\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String cause(Throwable failure) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
      try (JsonGenerator json = factory().createGenerator(bytes)) {
        XrayCause.write(json, failure, workingDirectory);
      }
      return bytes.size() >= LONGEST_CAUSE
          ? null
          : bytes.toString(StandardCharsets.US_ASCII).replace("\u007f", "\\u007f");
    } catch (Throwable e) { // NOPMD: as above
      // The header is an extra; the document goes out without it.
      return null;
    }
  }

  // ASCII only: the same text may stand in a header, and no byte of a lone surrogate is lost.
  private static JsonFactory factory() {
    return JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

  /** The message, or the class name; cut at {@value #LONGEST_MESSAGE} characters. */
  static String message(Throwable failure) {
    String message = failure.getLocalizedMessage();
    if (message == null) {
      message = failure.getClass().getName();
    }
    if (message.length() <= LONGEST_MESSAGE) {
      return message;
    }
    int end = LONGEST_MESSAGE;
    return message.substring(0, Character.isLowSurrogate(message.charAt(end)) ? end - 1 : end);
  }

  /** The text with every character that a header value must not have left out. */
  static String headerSafe(String text) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), 256));
    for (int i = 0; i < text.length() && safe.length() < 256; i++) {
      char c = text.charAt(i);
      if (c < 128 && (Character.isLetterOrDigit(c) || "_.$-".indexOf(c) >= 0)) {
        safe.append(c);
      }
    }
    return safe.isEmpty() ? "Function.Unknown" : safe.toString();
  }
}
