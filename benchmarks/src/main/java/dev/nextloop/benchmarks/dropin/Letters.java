package dev.nextloop.benchmarks.dropin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes as many bytes as the event says, in decimal, and flushes each piece: one letter each, from
 * a to z and again, as {@code src/main/c/stream.h} wants them.
 */
public final class Letters implements RequestStreamHandler {
  private static final int PIECE = 64 * 1024;
  private static final int LETTERS = 26;

  private final byte[][] pieces = new byte[LETTERS][PIECE];

  /** For the client. */
  public Letters() {
    for (int i = 0; i < LETTERS; i++) {
      Arrays.fill(pieces[i], (byte) ('a' + i));
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    int size = Integer.parseInt(new String(event.readAllBytes(), StandardCharsets.US_ASCII));
    for (int written = 0; written < size; written += PIECE) {
      answer.write(pieces[written / PIECE % LETTERS], 0, Math.min(PIECE, size - written));
      answer.flush();
    }
  }
}
