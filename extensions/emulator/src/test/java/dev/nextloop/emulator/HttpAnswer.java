package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;

/**
 * An answer as it came over the wire.
 *
 * @param status HTTP status
 * @param headers all of them
 * @param body may be empty
 */
record HttpAnswer(int status, HttpHeaders headers, Buffer body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String text() {
    return body.toString();
  }

  JsonNode json() {
    try {
      return JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** Expects an error of that name, with that text somewhere in it. */
  static void assertError(HttpAnswer answer, String error, String message) {
    assertThat(answer.header("x-amzn-ErrorType")).as(answer.text()).isEqualTo(error);
    assertThat(answer.text()).contains(message);
  }
}
