package dev.nextloop.emulator.internal.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nextloop.emulator.internal.run.Code;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;

/** Checks events before a function sees them. */
final class Payloads {
  /** Up to here the event loop parses an event itself: some tens of microseconds. */
  private static final int SMALL = 16 * 1024;

  /** Reads token by token, so depth and length cost nothing but the event's own size. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Payloads() {}

  /** The event when it is JSON, an empty object when there is none. */
  static Future<Buffer> json(Vertx vertx, Buffer body) {
    if (body.length() == 0) {
      return Future.succeededFuture(Buffer.buffer("{}"));
    }
    return body.length() <= SMALL
        ? Future.future(promise -> promise.complete(check(body)))
        : vertx.executeBlocking(() -> check(body), false);
  }

  /** Whether a function's zip is still there. */
  static Future<Boolean> readable(Vertx vertx, Code code) {
    return code instanceof Code.Zip zip
        ? vertx.executeBlocking(() -> Files.isReadable(zip.file()), false)
        : Future.succeededFuture(true);
  }

  private static Buffer check(Buffer body) {
    try (JsonParser parser = JSON.createParser(body.getBytes())) {
      int values = 0;
      int depth = 0;
      while (parser.nextToken() != null) {
        depth +=
            parser.currentToken().isStructStart()
                ? 1
                : parser.currentToken().isStructEnd() ? -1 : 0;
        // Unread strings are not checked for their encoding.
        parser.getText(java.io.Writer.nullWriter());
        values += depth == 0 ? 1 : 0;
      }
      if (values == 1) {
        return body;
      }
      throw new AwsError(
          ErrorType.INVALID_CONTENT,
          "Could not parse request body into json: " + values + " values");
    } catch (IOException e) {
      throw new AwsError(
          ErrorType.INVALID_CONTENT,
          "Could not parse request body into json: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
